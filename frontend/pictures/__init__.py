"""Pictures and cards of links beside what people say; shared by every place where one can say something."""
