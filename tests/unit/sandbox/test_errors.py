"""What goes wrong on other people's machines is said in one line, with what to do about it."""

import pytest

from sandbox import framework, preflight, services
from sandbox.config import PORTS, read_ports
from sandbox.errors import SandboxError, explain
from sandbox.preflight import Facts


def refusal(check, *arguments) -> str:
	with pytest.raises(SandboxError) as caught:
		check(*arguments)
	line = str(caught.value)
	assert "\n" not in line
	return line


class TestMachine:
	def test_debian_and_its_relatives_will_do(self):
		assert preflight.is_debian_like({"ID": "debian"})
		assert preflight.is_debian_like({"ID": "ubuntu", "ID_LIKE": "debian"})
		assert preflight.is_debian_like({"ID": "linuxmint", "ID_LIKE": "ubuntu debian"})
		assert not preflight.is_debian_like({"ID": "fedora"})
		assert not preflight.is_debian_like({})

	def test_another_system_is_named(self):
		line = refusal(preflight.check_system, Facts(system="Fedora Linux 40", is_debian_like=False))
		assert "Fedora Linux 40" in line
		assert "Use Debian 12 or Ubuntu 22.04" in line

	def test_neither_root_nor_sudo_says_what_root_must_do(self):
		facts = Facts(is_root=False, has_sudo=False)
		line = refusal(preflight.check_rights, facts, ["redis-tools", "wkhtmltopdf"])
		assert "apt-get install --no-install-recommends redis-tools wkhtmltopdf" in line

	@pytest.mark.parametrize(
		("facts", "missing"),
		[
			(Facts(is_root=True), ["redis-tools"]),
			(Facts(is_root=False, has_sudo=True), ["redis-tools"]),
			(Facts(is_root=False, has_sudo=False), []),
		],
	)
	def test_root_or_sudo_or_nothing_to_install_is_enough(self, facts, missing):
		preflight.check_rights(facts, missing)

	@pytest.mark.parametrize("version", [(3, 9), (3, 12), (3, 13)])
	def test_a_python_without_wheels_is_refused(self, version):
		line = refusal(preflight.check_python, Facts(python=version))
		assert f"Python {version[0]}.{version[1]}" in line
		assert "SANDBOX_PYTHON=" in line

	@pytest.mark.parametrize("version", [(3, 10), (3, 11)])
	def test_the_two_pythons_are_accepted(self, version):
		preflight.check_python(Facts(python=version))

	def test_too_little_space_is_said_before_anything_is_written(self):
		line = refusal(
			preflight.check_space, Facts(free_bytes=287_000_000), 3_000_000_000, "/mnt/data/sandbox"
		)
		assert "Only 0.3 GB is free for /mnt/data/sandbox, and 3.0 GB is needed" in line
		assert "SANDBOX_HOME" in line


class TestPorts:
	@pytest.mark.parametrize("name", PORTS)
	def test_a_taken_port_names_the_variable_that_changes_it(self, name):
		variable, port = PORTS[name]
		line = refusal(preflight.check_ports, Facts(taken_ports={name: port}))
		assert f"Port {port} is taken" in line
		assert f"{variable}={port + 1000}" in line

	def test_free_ports_are_no_matter(self):
		preflight.check_ports(Facts())

	@pytest.mark.parametrize("text", ["http", "80", "70000", "-1"])
	def test_nonsense_for_a_port_is_refused(self, text):
		assert f"SANDBOX_PORT is {text!r}" in refusal(read_ports, {"SANDBOX_PORT": text})

	def test_two_services_cannot_share_a_port(self):
		assert "another service" in refusal(read_ports, {"SANDBOX_PORT": "9000", "SANDBOX_TEST_PORT": "9000"})

	def test_a_port_in_use_is_seen(self):
		import socket

		with socket.socket() as server:
			server.bind(("127.0.0.1", 0))
			server.listen()
			port = server.getsockname()[1]
			assert not preflight.port_is_free(port)
			assert services.answers(port)
		assert preflight.port_is_free(port)


class TestFramework:
	def test_any_other_wheel_is_refused(self):
		line = refusal(framework.check_wheel, "0" * 64)
		assert "is not used" in line
		assert "mirror or proxy" in line

	def test_the_wheel_is_accepted(self):
		framework.check_wheel(framework.WHEEL_SHA256)


class TestFailedCommands:
	@pytest.mark.parametrize(
		("registry", "output"),
		[
			("Debian", "Err:1 bookworm InRelease\n  Temporary failure resolving 'mirror.invalid'"),
			(
				"PyPI",
				"error: Request failed\n  Caused by: error sending request for url\n  Caused by: dns error",
			),
			(
				"PyPI",
				"WARNING: Retrying ... NewConnectionError: Failed to establish a new connection: [Errno 101]",
			),
			("PyPI", "ERROR: No matching distribution found for criscostack==1.0.0"),
			("npm", "npm error code ENOTFOUND\nnpm error network request failed"),
			("npm", "npm error code ECONNREFUSED"),
		],
	)
	def test_a_registry_out_of_reach_is_named(self, registry, output):
		line = str(explain(output, "python", registry, "/home", "/log"))
		assert f"The {registry} package registry is out of reach" in line
		assert "it goes on where it stopped" in line

	def test_a_refused_connection_without_a_registry_is_no_network_matter(self):
		assert "registry" not in str(explain("Connection refused", "migrate", None, "/home", "/log"))

	@pytest.mark.parametrize(
		"output",
		[
			"dpkg: error: write error: No space left on device",
			"npm error code ENOSPC",
			"error: failed to write: No space left on device (os error 28)",
			'mariadbd: Disk full; Errcode: 28 "No space left on device"',
		],
	)
	def test_a_disk_that_fills_up_on_the_way_is_said_whatever_met_it(self, output):
		line = str(explain(output, "npm", "npm", "/mnt/data/sandbox", "/log"))
		assert "The disk is full at /mnt/data/sandbox" in line
		assert "SANDBOX_HOME" in line

	def test_another_apt_at_work(self):
		output = "E: Could not get lock /var/lib/dpkg/lock-frontend. It is held by process 42"
		assert "Let it finish" in str(explain(output, "debian", "Debian", "/home", "/log"))

	def test_anything_else_shows_its_last_line_and_the_log(self):
		line = str(
			explain("Traceback\n  File x\nValueError: odd\n\n", "frappe-migrate", None, "/home", "/the/log")
		)
		assert line.startswith("frappe-migrate failed: ValueError: odd.")
		assert "/the/log" in line
