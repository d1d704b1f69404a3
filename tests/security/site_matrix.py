from tests.security.api_matrix import Row

SITE: list[Row] = []
