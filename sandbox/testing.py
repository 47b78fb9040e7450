def run(commands, arguments):
	return 1
