"""The address of one complaint proves which one it is, and nothing else does."""

import pytest

from vigilance.domain.case_address import case_address, reference_in

KEY = b"k" * 32
ADDRESS = case_address("sahayata@example.com", "7K3MQ2XZ", KEY)


def test_the_address_names_the_reference_and_a_proof_of_80_bits():
    local, _, domain = ADDRESS.partition("@")

    assert domain == "example.com"
    assert local.startswith("sahayata+c.7k3mq2xz.")
    assert len(local.rpartition(".")[2]) == 16
    assert len(local) <= 64  # RFC 5321


@pytest.mark.parametrize("change", [str, str.upper, str.title])
def test_it_is_read_in_whatever_case_it_comes_back(change):
    assert reference_in(change(ADDRESS), KEY) == "7K3MQ2XZ"


def test_it_is_read_out_of_a_header_with_a_name():
    assert reference_in(f"Vigilance <{ADDRESS}>", KEY) == "7K3MQ2XZ"


@pytest.mark.parametrize(
    "address",
    [
        "sahayata@example.com",
        "sahayata+c.7k3mq2xz@example.com",
        ADDRESS.replace("7k3mq2xz", "7k3mq2xy"),
        ADDRESS.replace(ADDRESS[-13], "0" if ADDRESS[-13] != "0" else "1"),
        ADDRESS.replace(".7k", ".é7k"),
        "",
    ],
)
def test_an_address_that_was_not_made_here_proves_nothing(address):
    assert reference_in(address, KEY) is None


def test_another_office_s_key_makes_another_proof():
    assert reference_in(ADDRESS, b"o" * 32) is None


@pytest.mark.parametrize("address", ["", "nobody", "@example.com"])
def test_only_an_address_can_carry_it(address):
    with pytest.raises(ValueError, match="local part"):
        case_address(address, "7K3MQ2XZ", KEY)
