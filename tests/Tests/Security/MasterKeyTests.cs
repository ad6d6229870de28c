using Microsoft.Extensions.DependencyInjection;
using PadelSaaS.Platform.Data;
using PadelSaaS.Platform.Security;

namespace PadelSaaS.Tests.Security;

/// <summary>The keys of the configuration: without one nothing opens, and a new one takes the place of an old one.</summary>
public sealed class MasterKeyTests(Vault vault) : IClassFixture<Vault>
{
    private static readonly string First = $"first:{Convert.ToBase64String(new byte[32])}";
    private static readonly string Second = $"second:{Convert.ToBase64String([.. Enumerable.Repeat((byte)7, 32)])}";

    [Fact]
    public async Task A_new_master_key_wraps_every_data_key_and_the_old_one_may_go()
    {
        var (database, owner) = (vault.Services.GetRequiredService<Database>(), (await vault.TenantAsync("lahore")).Schema);
        var row = Guid.CreateVersion7(vault.Clock.GetUtcNow());
        var value = (await vault.SealedAsync("lahore")).Seal(Vault.Column, row, "kept");
        await new Rotation(database, vault.Elsewhere(), Vault.Masters("Development", First), vault.Clock).RotateMasterAsync();

        var rotating = Vault.Masters("Production", Second, First);
        (await vault.SealedAsync("lahore", vault.Elsewhere(rotating))).Open(Vault.Column, row, value).ShouldBe("kept");
        (await new Rotation(database, vault.Elsewhere(), rotating, vault.Clock).RotateMasterAsync()).ShouldBeGreaterThan(1);
        (await new Rotation(database, vault.Elsewhere(), rotating, vault.Clock).RotateMasterAsync()).ShouldBe(0);

        (await vault.SealedAsync("lahore", vault.Elsewhere(Vault.Masters("Production", Second)))).Open(Vault.Column, row, value).ShouldBe("kept");
        var without = await vault.SealedAsync("lahore", vault.Elsewhere(Vault.Masters("Production", First)));
        Should.Throw<InvalidOperationException>(() => without.Open(Vault.Column, row, value)).Message.ShouldContain($"{owner} is wrapped by master key 'second'");
    }

    [Fact]
    public void Outside_Development_nothing_starts_without_a_master_key()
    {
        Should.Throw<InvalidOperationException>(() => Vault.Masters("Production")).Message.ShouldContain("Security:MasterKeys");
        Should.Throw<InvalidOperationException>(() => Vault.Masters("Production", "short:AAAA")).Message.ShouldNotContain("AAAA");
        Should.Throw<InvalidOperationException>(() => Vault.Masters("Production", First, First)).Message.ShouldContain("same id");
        Vault.Masters("Production", Second, First).Newest.ShouldBe("second");
        Vault.Masters("Development").Newest.ShouldBe("development");
    }
}
