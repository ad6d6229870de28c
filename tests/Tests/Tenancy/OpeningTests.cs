using System.Diagnostics;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using PadelSaaS.Contracts.Tenants;
using PadelSaaS.Tests.House;
using Xunit.Abstractions;

namespace PadelSaaS.Tests.Tenancy;

/// <summary>Opening a club by its file: once, wholly, whoever else tries and whatever dies in the middle.</summary>
public sealed class OpeningTests(OpeningTests.Registry registry, ITestOutputHelper output) : IClassFixture<OpeningTests.Registry>
{
    private static readonly IReadOnlyDictionary<string, byte[]> NoPictures = new Dictionary<string, byte[]>();

    /// <summary>A database without any club.</summary>
    public sealed class Registry : IAsyncLifetime
    {
        public string Database { get; private set; } = "";

        public async Task InitializeAsync() => Database = await Template.CloneBareAsync("opening");

        public Task DisposeAsync() => Cluster.ExecuteAsync("postgres", $"drop database if exists {Database} with (force)");
    }

    [Fact]
    public async Task A_demo_club_opens_with_everything_in_its_folder_and_a_second_time_nothing_changes()
    {
        await using var app = await Template.QuietAsync(registry.Database);
        foreach (var club in new[] { "smash", "indus" })
        {
            var folder = Path.Combine(Repository.Root, "tenants", club);
            var file = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(folder, "tenant.json")))!.AsObject();
            var pictures = Directory.EnumerateFiles(folder, "*.svg").ToDictionary(picture => Path.GetFileName(picture)!, File.ReadAllBytes);
            var watch = Stopwatch.StartNew();
            await OfficeOf(app).ApplyAsync(file, pictures, step => output.WriteLine($"{club}: {step} at {watch.ElapsedMilliseconds} ms"));
            output.WriteLine($"{club}: open with everything after {watch.ElapsedMilliseconds} ms");

            var before = await PrintAsync(club);
            await OfficeOf(app).ApplyAsync(file, pictures, _ => { });
            (await PrintAsync(club)).ShouldBe(before);
        }
    }

    [Fact]
    public async Task An_empty_club_opens_quickly()
    {
        await using var app = await Template.QuietAsync(registry.Database);
        var watch = Stopwatch.StartNew();
        for (var i = 0; i < 5; i++) await OfficeOf(app).ApplyAsync(ClubFile("empty", $"empty-{i}"), NoPictures, _ => { });
        output.WriteLine($"Five clubs without venues opened one after another, {watch.ElapsedMilliseconds / 5} ms each");
    }

    [Fact]
    public async Task What_was_exported_opens_the_same_club_elsewhere()
    {
        var elsewhere = await Template.CloneBareAsync("elsewhere");
        await using (var here = await Template.QuietAsync(registry.Database))
        await using (var there = await Template.QuietAsync(elsewhere))
        {
            foreach (var slug in new[] { "madrid", "lahore" })
            {
                var picture = new Dictionary<string, byte[]> { ["logo.svg"] = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\"><path d=\"M0 0h1v1z\"/></svg>"u8.ToArray() };
                await OfficeOf(here).ApplyAsync(Template.Club(slug), picture, _ => { });
                var (file, pictures) = (await OfficeOf(here).ExportAsync(slug))!.Value;
                file.ToJsonString().ShouldNotContain(Club.Password);

                await OfficeOf(there).ApplyAsync(file.DeepClone().AsObject(), pictures, _ => { });
                var (again, picturesAgain) = (await OfficeOf(there).ExportAsync(slug))!.Value;
                again.ToJsonString().ShouldBe(file.ToJsonString());
                picturesAgain.Keys.ShouldBe(pictures.Keys);
                picturesAgain["logo.svg"].ShouldBe(pictures["logo.svg"]);
            }
        }
        await Cluster.ExecuteAsync("postgres", $"drop database {elsewhere} with (force)");
    }

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("Madrid")]
    [InlineData("two words")]
    [InlineData("-club")]
    [InlineData("club-")]
    [InlineData("clu--b")]
    [InlineData("clüb")]
    [InlineData("club.evil")]
    [InlineData("admin")]
    [InlineData("www")]
    [InlineData("localhost")]
    [InlineData("platform")]
    [InlineData("a234567890123456789012345678901234567890x")]
    public async Task A_slug_that_cannot_be_an_address_is_refused_and_nothing_is_left(string slug)
    {
        await using var app = await Template.QuietAsync(registry.Database);
        (await Should.ThrowAsync<TenantFileException>(() => OfficeOf(app).ApplyAsync(ClubFile("madrid", slug), NoPictures, _ => { }))).Message.ShouldStartWith("slug:");
        (await CountAsync($"platform.tenants where slug = '{slug}'")).ShouldBe(0);
    }

    [Fact]
    public async Task Many_who_open_one_slug_at_once_open_one_club()
    {
        await using var app = await Template.QuietAsync(registry.Database);
        await using var other = await Template.QuietAsync(registry.Database);
        var ids = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => OfficeOf(i % 2 == 0 ? app : other).ApplyAsync(ClubFile("madrid", "race"), NoPictures, _ => { })));
        ids.Distinct().Count().ShouldBe(1);
        (await CountAsync("platform.tenants where slug = 'race'")).ShouldBe(1);
        (await CountAsync($"platform.outbox where event_type = 'TENANT_OPENED' and aggregate = '{ids[0]}'")).ShouldBe(1);
        var schema = await Cluster.ScalarAsync<string>(registry.Database, "select schema_name from platform.tenants where slug = 'race'");
        (await CountAsync($"{schema}.venues")).ShouldBe(1);
        (await CountAsync($"{schema}.users")).ShouldBe(3);
    }

    [Fact]
    public async Task An_old_name_that_leads_on_is_nobody_elses()
    {
        await using var app = await Template.QuietAsync(registry.Database);
        var id = await OfficeOf(app).ApplyAsync(ClubFile("empty", "renamed"), NoPictures, _ => { });
        await Cluster.ExecuteAsync(registry.Database, $"insert into platform.tenant_hosts (host, tenant_id, redirect_to) values ('before', '{id}', 'renamed')");
        (await Should.ThrowAsync<TenantFileException>(() => OfficeOf(app).ApplyAsync(ClubFile("empty", "before"), NoPictures, _ => { }))).Message.ShouldContain("another club's name");
    }

    [Fact]
    public async Task A_club_that_broke_off_while_its_tables_were_made_has_none_of_them_and_is_resumed()
    {
        var broken = SqlAssembly.Of("later", ("tenant/0001_broken.sql", "create table half_done (x int); select 1 / 0;"));
        await using (var app = await Template.QuietAsync(registry.Database, builder => builder.Services.AddSingleton(broken)))
            await Should.ThrowAsync<PostgresException>(() => OfficeOf(app).ApplyAsync(ClubFile("madrid", "broken"), NoPictures, _ => { }));
        var (id, schema, state) = await EntryAsync("broken");
        state.ShouldBe("provisioning");
        (await CountAsync($"pg_namespace where nspname = '{schema}'")).ShouldBe(0);
        (await CountAsync($"platform.provisioning_steps where tenant_id = '{id}' and step = 'schema' and finished_at is null and error like '%division by zero%'")).ShouldBe(1);

        await using var repaired = await Template.QuietAsync(registry.Database);
        (await OfficeOf(repaired).ApplyAsync(ClubFile("madrid", "broken"), NoPictures, _ => { })).ShouldBe(id);
        (await EntryAsync("broken")).ShouldBe((id, schema, "open"));
        (await CountAsync($"{schema}.venues")).ShouldBe(1);
        (await CountAsync($"platform.provisioning_steps where tenant_id = '{id}' and error is not null")).ShouldBe(0);
    }

    [Fact]
    public async Task A_process_that_died_after_the_tables_were_made_is_resumed()
    {
        await using var app = await Template.QuietAsync(registry.Database);
        var id = await OfficeOf(app).ApplyAsync(ClubFile("empty", "died"), NoPictures, _ => { });
        await Cluster.ExecuteAsync(registry.Database, $"update platform.tenants set state = 'provisioning' where id = '{id}'; delete from platform.provisioning_steps where tenant_id = '{id}'");

        await using var next = await Template.QuietAsync(registry.Database);
        (await OfficeOf(next).ApplyAsync(ClubFile("empty", "died"), NoPictures, _ => { })).ShouldBe(id);
        (await EntryAsync("died")).State.ShouldBe("open");
        (await CountAsync($"platform.provisioning_steps where tenant_id = '{id}' and finished_at is not null")).ShouldBe(1);
    }

    private static ITenantOffice OfficeOf(WebApplication app) => app.Services.GetRequiredService<ITenantOffice>();

    private static JsonObject ClubFile(string kind, string slug)
    {
        var file = Template.Club("madrid");
        file["slug"] = slug;
        if (kind == "empty") (file["venues"], file["people"]) = (new JsonArray(), new JsonArray());
        return file;
    }

    private Task<long> CountAsync(string from) => Cluster.ScalarAsync<long>(registry.Database, $"select count(*) from {from}");

    private async Task<(Guid Id, string Schema, string State)> EntryAsync(string slug)
    {
        var entry = (await Cluster.ScalarAsync<string>(registry.Database, $"select concat_ws(' ', id, schema_name, state) from platform.tenants where slug = '{slug}'")).Split(' ');
        return (Guid.Parse(entry[0]), entry[1], entry[2]);
    }

    // Every row of the club and its place in the registry, as one fingerprint; a second apply of the same file leaves it.
    private async Task<string> PrintAsync(string slug)
    {
        var (id, schema, _) = await EntryAsync(slug);
        var tables = await Cluster.ScalarAsync<string[]>(registry.Database, $"select array_agg(tablename::text order by tablename) from pg_tables where schemaname = '{schema}'");
        var prints = tables.Select(table => $"'{table} ' || (select count(*) || ' ' || coalesce(md5(string_agg(t::text, '|' order by t::text)), '') from {schema}.{table} t)")
            .Append($"'registry ' || (select t::text from platform.tenants t where id = '{id}')")
            .Append($"'facts ' || (select count(*) from platform.outbox where tenant_role = '{schema}' or aggregate = '{id}')");
        return await Cluster.ScalarAsync<string>(registry.Database, $"select array_to_string(array[{string.Join(", ", prints)}], E'\\n')");
    }
}
