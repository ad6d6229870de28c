using System.Security.Cryptography;

namespace PadelSaaS.Tests.Security;

/// <summary>A sealed value opens where it was sealed, unchanged, and nowhere else.</summary>
public sealed class SealedTests(Vault vault) : IClassFixture<Vault>
{
    private const string Phone = "+34 600 123 123 · پیڈل";
    private readonly Guid row = Guid.CreateVersion7(vault.Clock.GetUtcNow());

    [Fact]
    public async Task It_opens_in_its_place_and_never_looks_the_same_twice()
    {
        var club = await vault.SealedAsync("madrid");
        var (one, another) = (club.Seal(Vault.Column, row, Phone)!, club.Seal(Vault.Column, row, Phone)!);
        one.ShouldNotBe(another);
        club.Open(Vault.Column, row, one).ShouldBe(Phone);
        club.Open(Vault.Column, row, another).ShouldBe(Phone);
        club.Open(Vault.Column, row, null).ShouldBeNull();
        club.Seal(Vault.Column, row, null).ShouldBeNull();
        club.Open(Vault.Column, row, club.Seal(Vault.Column, row, "")).ShouldBe("");
    }

    [Fact]
    public async Task Moved_to_another_row_column_or_club_it_does_not_open()
    {
        var (madrid, lahore) = (await vault.SealedAsync("madrid"), await vault.SealedAsync("lahore"));
        var value = madrid.Seal(Vault.Column, row, Phone);
        Should.Throw<CryptographicException>(() => madrid.Open(Vault.Column, Guid.CreateVersion7(vault.Clock.GetUtcNow()), value));
        Should.Throw<CryptographicException>(() => madrid.Open("customers.phone", row, value));
        Should.Throw<CryptographicException>(() => lahore.Open(Vault.Column, row, value));
    }

    [Fact]
    public async Task One_changed_bit_anywhere_keeps_it_shut()
    {
        var club = await vault.SealedAsync("madrid");
        var value = club.Seal(Vault.Column, row, Phone)!;
        for (var place = 0; place < value.Length; place++)
        {
            value[place] ^= 1;
            Should.Throw<CryptographicException>(() => club.Open(Vault.Column, row, value), $"byte {place}");
            value[place] ^= 1;
        }
        Should.Throw<CryptographicException>(() => club.Open(Vault.Column, row, value[..^1]));
        Should.Throw<CryptographicException>(() => club.Open(Vault.Column, row, []));
        club.Open(Vault.Column, row, value).ShouldBe(Phone);
    }

    [Fact]
    public async Task The_blind_index_finds_the_same_value_of_the_same_column_and_club_only()
    {
        var (madrid, lahore) = (await vault.SealedAsync("madrid"), await vault.SealedAsync("lahore"));
        var index = madrid.BlindIndex(Vault.Column, "34600123123")!;
        index.Length.ShouldBe(16);
        (await vault.SealedAsync("madrid", vault.Elsewhere())).BlindIndex(Vault.Column, "34600123123").ShouldBe(index);
        madrid.BlindIndex(Vault.Column, "34600123124").ShouldNotBe(index);
        madrid.BlindIndex("customers.phone", "34600123123").ShouldNotBe(index);
        lahore.BlindIndex(Vault.Column, "34600123123").ShouldNotBe(index);
        madrid.BlindIndex(Vault.Column, "").ShouldBeNull();
    }
}
