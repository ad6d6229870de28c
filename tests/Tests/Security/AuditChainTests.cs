using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using PadelSaaS.Platform.Audit;
using PadelSaaS.Platform.Tenancy;
using PadelSaaS.Tests.House;

namespace PadelSaaS.Tests.Security;

/// <summary>Every row's hash covers the one before: whoever touches the log, even as the database's administrator, is found out by row.</summary>
public sealed class AuditChainTests(AuditChainTests.Written platform) : IClassFixture<AuditChainTests.Written>
{
    private const int Rows = 8;

    /// <summary>Lahore's log has eight rows more than opening the club left.</summary>
    public sealed class Written : PlatformFixture
    {
        public string Schema { get; private set; } = "";

        public long First { get; private set; }

        public override async Task InitializeAsync()
        {
            await base.InitializeAsync();
            Schema = (await TenantAsync("lahore")).Schema;
            First = await ScalarAsync<long>("lahore", "select count(*) + 1 from audit");
            for (var row = 0; row < Rows; row++) await WriteAsync($"test.{row}");
            await ExecuteAsync("lahore", "create table public.kept as select seq, content, previous, hash from audit; create table public.kept_head as select * from platform.audit_heads");
        }

        public async Task WriteAsync(string act)
        {
            await using var scope = Services.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<CurrentTenant>().Set(await TenantAsync("lahore"));
            var work = scope.ServiceProvider.GetRequiredService<UnitOfWork>();
            await work.BeginAsync();
            work.Audit(new Act(act, "thing", "1", "کورٹ 1") { Reason = "because" });
            await work.CommitAsync();
        }
    }

    [Theory]
    [InlineData("update audit set content = replace(content, 'because', 'becauso') where seq = {2}", "row {2} was changed or moved")]
    [InlineData("update audit set hash = set_byte(hash, 31, get_byte(hash, 31) # 1) where seq = {2}", "row {2} was changed or moved", "row {3} does not follow row {2}")]
    [InlineData("delete from audit where seq = {2}", "row {2} is missing")]
    [InlineData("delete from audit where seq in ({2}, {3})", "rows {2} to {3} are missing")]
    [InlineData("update audit one set content = other.content from audit other where (one.seq, other.seq) in (({2}, {3}), ({3}, {2}))", "row {2} was changed or moved", "row {3} was changed or moved")]
    [InlineData("update audit one set content = other.content, hash = other.hash, previous = other.previous from audit other where (one.seq, other.seq) in (({2}, {3}), ({3}, {2}))", "row {2} does not follow row {1}", "row {2} was changed or moved")]
    [InlineData("delete from audit where seq >= {6}", "the log ends at row {5}, its anchor says {7}: the end was cut off")]
    [InlineData("delete from audit", "the log ends at row 0, its anchor says {7}: the end was cut off")]
    [InlineData("insert into audit (seq, content, previous, hash) select seq + 1, content, hash, sha256(hash || int8send(seq + 1) || convert_to(content, 'UTF8')) from audit where seq = {7}", "the log ends with another row {8} than its anchor says")]
    [InlineData("update platform.audit_heads set seq = seq - 1 where chain = current_schema()", "the log ends with another row {7} than its anchor says")]
    [InlineData("delete from platform.audit_heads where chain = current_schema()", "the log ends with another row {7} than its anchor says")]
    public async Task Whatever_is_done_to_a_row_is_found_and_named(string sql, params string[] faults)
    {
        try
        {
            (await VerifyAsync()).Faults.ShouldBeEmpty();
            await ByTheAdministratorAsync(Numbered(sql));
            (await VerifyAsync()).Faults.Take(faults.Length).ShouldBe(faults.Select(Numbered));
        }
        finally
        {
            await ByTheAdministratorAsync("""
                delete from audit; insert into audit (seq, content, previous, hash) select * from public.kept;
                delete from platform.audit_heads; insert into platform.audit_heads select * from public.kept_head
                """);
        }
        (await VerifyAsync()).Faults.ShouldBeEmpty();
    }

    [Fact]
    public async Task Every_single_flipped_byte_of_a_row_is_found()
    {
        var row = Numbered("{4}");
        var length = await platform.ScalarAsync<int>("lahore", $"select octet_length(content) from audit where seq = {row}");
        var found = 0;
        for (var place = 1; place <= length; place += 3)
        {
            try
            {
                await ByTheAdministratorAsync($"update audit set content = overlay(content placing chr(ascii(substr(content, {place}, 1)) # 1) from {place} for 1) where seq = {row}");
            }
            catch (PostgresException refused) when (refused.SqlState is PostgresErrorCodes.InvalidTextRepresentation or PostgresErrorCodes.NotNullViolation or PostgresErrorCodes.UntranslatableCharacter)
            {
                // What is no JSON any more, or says nothing of its subject, does not even get into the table.
                continue;
            }
            (await VerifyAsync()).Faults.ShouldBe([$"row {row} was changed or moved"], $"place {place}");
            await ByTheAdministratorAsync($"update audit a set content = k.content from public.kept k where k.seq = a.seq and a.seq = {row}");
            found++;
        }
        found.ShouldBeGreaterThan(10);
    }

    [Fact]
    public async Task The_command_line_names_the_broken_log_and_says_so_with_its_exit_code()
    {
        var whole = await PadelAsync("audit", "verify", "--all");
        whole.ShouldBe((0, "3 audit logs whole, 0 not"));
        await ByTheAdministratorAsync(Numbered("update audit set content = replace(content, 'because', 'becauso') where seq = {2}"));
        (await PadelAsync("audit", "verify", "--all")).ShouldBe((1, "2 audit logs whole, 1 not"));
        (await PadelAsync("audit", "verify", "madrid")).ShouldBe((0, "1 audit logs whole, 0 not"));
        await ByTheAdministratorAsync(Numbered("update audit a set content = k.content from public.kept k where k.seq = a.seq and a.seq = {2}"));
    }

    [Fact]
    public async Task A_clubs_role_adds_rows_and_cannot_touch_one()
    {
        foreach (var sql in new[]
        {
            "update audit set content = '{}'", "delete from audit", "truncate audit", "insert into audit (seq, content, previous, hash) values (1, '{}', '', '')",
            "alter table audit disable trigger all", "select * from platform.audit_heads", "update platform.audit_heads set seq = 0", "insert into platform.platform_audit (content) values ('{}')",
        })
            (await TryAsync(platform.Schema, sql)).ShouldBe(PostgresErrorCodes.InsufficientPrivilege, sql);
        foreach (var sql in new[] { "update platform.audit_heads set seq = 0", "delete from platform.platform_audit", "update platform.platform_audit set content = '{}'" })
            (await TryAsync("padel_platform", sql)).ShouldBe(PostgresErrorCodes.InsufficientPrivilege, sql);
        // Not even the owner, as long as the triggers stand.
        foreach (var sql in new[] { "update audit set content = content", "delete from audit", "truncate audit" })
            (await Should.ThrowAsync<PostgresException>(platform.ExecuteAsync("lahore", sql))).MessageText.ShouldBe("An audit log is only added to.");
    }

    [Fact]
    public async Task Many_who_act_at_once_make_one_chain()
    {
        await Parallel.ForEachAsync(Enumerable.Range(0, 40), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (number, _) => await platform.WriteAsync($"test.crowd{number}"));
        var verdict = await VerifyAsync();
        verdict.Faults.ShouldBeEmpty();
        verdict.Rows.ShouldBe(await platform.ScalarAsync<long>("lahore", "select max(seq) from audit"));
        (await platform.Services.GetRequiredService<AuditVerifier>().VerifyAsync("platform")).Faults.ShouldBeEmpty();
        // The other tests put back what they found.
        await ByTheAdministratorAsync("delete from audit a where not exists (select from public.kept k where k.seq = a.seq); delete from platform.audit_heads; insert into platform.audit_heads select * from public.kept_head");
    }

    private Task<AuditVerdict> VerifyAsync() => platform.Services.GetRequiredService<AuditVerifier>().VerifyAsync(platform.Schema);

    // {0} is the first row of the test's own, {7} the last.
    private string Numbered(string text)
    {
        for (var row = 0; row <= Rows; row++) text = text.Replace($"{{{row}}}", $"{platform.First + row}", StringComparison.Ordinal);
        return text;
    }

    // The built host as a command: how it ended, and its last line.
    private async Task<(int Exit, string LastLine)> PadelAsync(params string[] words)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", [Path.Combine(AppContext.BaseDirectory, "padel.dll"), .. words])
        {
            WorkingDirectory = AppContext.BaseDirectory,
            RedirectStandardOutput = true,
        };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        start.Environment["Database__Owner"] = await Cluster.ConnectionAsync(platform.Database);
        using var process = Process.Start(start)!;
        var said = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, said.TrimEnd().Split('\n')[^1]);
    }

    // Somebody who may do everything and turns the triggers off.
    private Task ByTheAdministratorAsync(string sql) => platform.ExecuteAsync("lahore", $"set session_replication_role = replica; {sql}");

    private async Task<string> TryAsync(string role, string sql)
    {
        await using var connection = new NpgsqlConnection((await Cluster.ConnectionAsync(platform.Database)).Replace("Username=postgres", "Username=padel_app", StringComparison.Ordinal));
        await connection.OpenAsync();
        try
        {
            await using var command = new NpgsqlCommand($"begin; set local role {role}; set local search_path to {role}, public; {sql}", connection);
            await command.ExecuteNonQueryAsync();
            return "fine";
        }
        catch (PostgresException refused)
        {
            return refused.SqlState;
        }
    }
}
