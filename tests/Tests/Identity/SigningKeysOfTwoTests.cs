using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Tests.House;

namespace PadelSaaS.Tests.Identity;

/// <summary>Several processes find at once that a key is due.</summary>
public sealed class SigningKeysOfTwoTests(PlatformFixture platform) : IClassFixture<PlatformFixture>
{
    private sealed class Second(string database) : PlatformFixture
    {
        protected override string? DatabaseOfAnother => database;
    }

    [Fact]
    public async Task Of_processes_that_find_at_once_that_a_key_is_due_one_makes_it()
    {
        var second = new Second(platform.Database);
        await second.InitializeAsync();
        try
        {
            await BothReadAsync(second);
            (await CountAsync()).ShouldBe(1, "the first key, wanted by both at once");

            foreach (var process in (PlatformFixture[])[platform, second]) process.Clock.Advance(TimeSpan.FromDays(29.5));
            await BothReadAsync(second);
            (await CountAsync()).ShouldBe(2, "its successor, due for both at once");

            await Task.WhenAll(Enumerable.Range(0, 6).Select(number => (number % 2 == 0 ? platform : second).Services.GetRequiredService<ISigningKeyRotation>().RotateAsync(atOnce: false)));
            (await CountAsync()).ShouldBe(2, "one is on its way already");

            foreach (var process in (PlatformFixture[])[platform, second]) process.Clock.Advance(TimeSpan.FromDays(1));
            var keys = await Task.WhenAll(KeyAsync(platform, "here@example.test"), KeyAsync(second, "there@example.test"));
            keys[0].ShouldBe(keys[1]);
        }
        finally
        {
            await second.DisposeAsync();
        }
    }

    private async Task BothReadAsync(PlatformFixture second) =>
        await Task.WhenAll(Enumerable.Range(0, 8).Select(number => (number % 2 == 0 ? platform : second).Madrid().JsonAsync("/.well-known/jwks.json")));

    private Task<long> CountAsync() => Cluster.ScalarAsync<long>(platform.Database, "select count(*) from platform.signing_keys");

    private static async Task<string> KeyAsync(PlatformFixture process, string email) =>
        new JsonWebTokenHandler().ReadJsonWebToken((string)(await process.Madrid().RegisterAsync(email))["accessToken"]!).Kid;
}
