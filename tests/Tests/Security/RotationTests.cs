using System.Buffers.Text;
using System.Security.Cryptography;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using PadelSaaS.Platform.Data;
using PadelSaaS.Platform.Security;
using PadelSaaS.Platform.Tenancy;
using PadelSaaS.Tests.House;

namespace PadelSaaS.Tests.Security;

/// <summary>Keys change while everybody works.</summary>
public sealed class RotationTests(Vault vault) : IClassFixture<Vault>
{
    private Rotation Rotation => vault.Services.GetRequiredService<Rotation>();

    private Resealing Resealing => vault.Services.GetRequiredService<Resealing>();

    [Fact]
    public async Task What_lay_in_the_clear_or_under_an_old_key_is_sealed_in_batches_and_an_interrupted_run_goes_on()
    {
        var owner = (await vault.TenantAsync("madrid")).Schema;
        var many = (2 * Resealing.Batch) + 10;
        await vault.ExecuteAsync("madrid", $"insert into notes_of_a_test (id, text) select gen_random_uuid(), 'note ' || n from generate_series(1, {many}) n");

        using (var interrupted = new CancellationTokenSource())
        {
            // Somebody holds a row of the second batch: the run waits there and is ended.
            var held = await vault.ScalarAsync<Guid>("madrid", $"select id from notes_of_a_test order by id offset {Resealing.Batch + 5} limit 1");
            await using var somebody = await SomebodyWhoHoldsAsync(owner, held);
            var run = Resealing.RunAsync(owner, interrupted.Token);
            while (await LeftAsync() == many) await Task.Delay(10);
            await interrupted.CancelAsync();
            await Should.ThrowAsync<OperationCanceledException>(run);
            (await LeftAsync()).ShouldBe(many - Resealing.Batch);
        }
        (await Resealing.RunAsync(owner)).ShouldBe(many - Resealing.Batch);
        (await LeftAsync()).ShouldBe(0);

        var club = await vault.SealedAsync("madrid");
        var old = await OneAsync();
        club.Open(Vault.Column, old.Id, old.Value).ShouldStartWith("note ");
        old.Index.ShouldBe(club.BlindIndex(Vault.Column, club.Open(Vault.Column, old.Id, old.Value)!.ToUpperInvariant()));

        // A second process goes on with what it remembers; what it meets under the new key makes it look.
        var elsewhere = await vault.SealedAsync("madrid", vault.Elsewhere());
        elsewhere.Open(Vault.Column, old.Id, old.Value).ShouldStartWith("note ");
        await Rotation.RotateDataAsync(owner);
        var byOldKey = elsewhere.Seal(Vault.Column, old.Id, "written during the rotation");
        club.Open(Vault.Column, old.Id, byOldKey).ShouldBe("written during the rotation");
        (await Resealing.RunAsync(owner)).ShouldBe(many);
        var anew = await OneAsync(old.Id);
        anew.Value.ShouldNotBe(old.Value);
        anew.Index.ShouldBe(old.Index);
        elsewhere.Open(Vault.Column, anew.Id, anew.Value).ShouldBe(club.Open(Vault.Column, old.Id, old.Value));

        // The retired key is noted as empty once nobody can be sealing by it any more.
        (await Resealing.TurnAsync(CancellationToken.None)).ShouldBe(0);
        vault.Clock.Advance(TimeSpan.FromMinutes(11));
        (await Resealing.TurnAsync(CancellationToken.None)).ShouldBe(1);
        (await Resealing.TurnAsync(CancellationToken.None)).ShouldBe(0);
    }

    [Fact]
    public async Task Cookies_are_protected_by_keys_that_lie_sealed_and_those_from_before_go_on_working()
    {
        var ring = vault.Services.GetRequiredService<ProtectionKeys>();
        var protector = vault.Services.GetRequiredService<IDataProtectionProvider>().CreateProtector("a test");
        var cookie = protector.Protect("who I am");
        (await StoredAsync()).ShouldAllBe(xml => xml.StartsWith("<sealed>"));

        // A key as an earlier version stored it.
        await Cluster.ExecuteAsync(vault.Database, "insert into platform.data_protection_keys (name, xml) values ('from-before', '<note>from before</note>')");
        ring.GetAllElements().ShouldContain(element => element.Value == "from before");
        ring.Reseal().ShouldBe(1);
        ring.Reseal().ShouldBe(0);
        (await StoredAsync()).ShouldAllBe(xml => xml.StartsWith("<sealed>"));
        ring.GetAllElements().ShouldContain(element => element.Value == "from before");

        // The platform's key changes; the key ring opens as before.
        await Rotation.RotateDataAsync(Database.PlatformRole);
        (await Resealing.RunAsync(Database.PlatformRole)).ShouldBeGreaterThan(1);
        new ProtectionKeys(vault.Services.GetRequiredService<Database>(), vault.Elsewhere()).GetAllElements().OfType<XElement>().ShouldContain(element => element.Name == "key");
        protector.Unprotect(cookie).ShouldBe("who I am");
        await Cluster.ExecuteAsync(vault.Database, "delete from platform.data_protection_keys where name = 'from-before'");
    }

    [Fact]
    public async Task A_key_in_a_link_outlives_rotations_and_no_copy_of_the_database_makes_one()
    {
        var (madrid, lahore) = (await vault.TenantAsync("madrid"), await vault.TenantAsync("lahore"));
        var secret = await vault.ScalarAsync<byte[]>("madrid", "select value from secrets where name = 'links'");
        var (before, after) = (Guid.CreateVersion7(vault.Clock.GetUtcNow().AddDays(-1)), Guid.CreateVersion7(vault.Clock.GetUtcNow().AddMinutes(1)));
        await vault.ExecuteAsync("madrid", $"update secrets set former_at = '{vault.Clock.GetUtcNow():O}' where name = 'links'");
        var key = await WithAsync(madrid, links => links.ForAsync(after, 3));

        await Rotation.RotateDataAsync(madrid.Schema);
        await Rotation.RotateMasterAsync();
        vault.Clock.Advance(TimeSpan.FromHours(2));
        (await WithAsync(madrid, links => links.OpensAsync(after, 3, key))).ShouldBeTrue();
        (await WithAsync(madrid, links => links.OpensAsync(after, 2, key))).ShouldBeFalse("it changed hands");
        (await WithAsync(madrid, links => links.OpensAsync(before, 3, key))).ShouldBeFalse("it opens one id");
        (await WithAsync(lahore, links => links.OpensAsync(after, 3, key))).ShouldBeFalse("it is another club's");

        // What a thief would make of the table, and what a mail of before carries.
        (await WithAsync(madrid, links => links.OpensAsync(after, Stolen(secret, after)))).ShouldBeFalse();
        (await WithAsync(madrid, links => links.OpensAsync(before, Stolen(secret, before)))).ShouldBeTrue();
        var timeless = new Guid("00000000-0000-4000-8000-000000000001");
        (await WithAsync(madrid, links => links.OpensAsync(timeless, Stolen(secret, timeless)))).ShouldBeFalse();
        (await WithAsync(madrid, links => links.ForAsync(before))).ShouldNotBe(Stolen(secret, before), "new mails carry new keys");
    }

    private static string Stolen(byte[] secret, Guid id) => Base64Url.EncodeToString(HMACSHA256.HashData(secret, id.ToByteArray(bigEndian: true)).AsSpan(0, 16));

    private async Task<T> WithAsync<T>(TenantInfo club, Func<LinkKeys, ValueTask<T>> ask)
    {
        await using var scope = vault.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentTenant>().Set(club);
        return await ask(scope.ServiceProvider.GetRequiredService<LinkKeys>());
    }

    private Task<string[]> StoredAsync() => Cluster.ScalarAsync<string[]>(vault.Database, "select array_agg(xml) from platform.data_protection_keys");

    private Task<long> LeftAsync() => vault.ScalarAsync<long>("madrid", "select count(*) from notes_of_a_test where text is not null");

    private async Task<(Guid Id, byte[] Value, byte[] Index)> OneAsync(Guid? id = null)
    {
        var chosen = id ?? await vault.ScalarAsync<Guid>("madrid", "select id from notes_of_a_test order by id limit 1");
        return (chosen, await vault.ScalarAsync<byte[]>("madrid", $"select text_sealed from notes_of_a_test where id = '{chosen}'"), await vault.ScalarAsync<byte[]>("madrid", $"select text_index from notes_of_a_test where id = '{chosen}'"));
    }

    private async Task<Npgsql.NpgsqlConnection> SomebodyWhoHoldsAsync(string schema, Guid row)
    {
        var connection = new Npgsql.NpgsqlConnection(await Cluster.ConnectionAsync(vault.Database));
        await connection.OpenAsync();
        await using var command = new Npgsql.NpgsqlCommand($"begin; select from {schema}.notes_of_a_test where id = '{row}' for update", connection);
        await command.ExecuteNonQueryAsync();
        return connection;
    }
}
