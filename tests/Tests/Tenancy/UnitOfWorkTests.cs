using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using PadelSaaS.Contracts.Notifications;
using PadelSaaS.Platform.Data;
using PadelSaaS.Platform.Tenancy;
using PadelSaaS.Tests.House;

namespace PadelSaaS.Tests.Tenancy;

/// <summary>One use case, one transaction, one tenant.</summary>
public sealed class UnitOfWorkTests(PlatformFixture platform) : IClassFixture<PlatformFixture>
{
    private const string Outside = "A command ran outside a unit of work";

    private sealed class RevisionsModel(DbContextOptions<RevisionsModel> options) : ServiceModel(options)
    {
        public DbSet<Revision> Revisions => Set<Revision>();

        protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.Entity<Revision>().HasKey(row => row.Subject);
    }

    private sealed class Revision
    {
        public Guid Subject { get; init; }

        public long Number { get; set; }
    }

    [Fact]
    public async Task Nothing_runs_before_it_begins_or_after_it_ends()
    {
        await using var scope = await ScopeAsync("madrid");
        var work = scope.ServiceProvider.GetRequiredService<UnitOfWork>();
        await RefusesAsync(work);
        await work.BeginAsync();
        await work.CommitAsync();
        await RefusesAsync(work);
        await work.BeginAsync();
        await work.RollbackAsync();
        await RefusesAsync(work);
    }

    [Fact]
    public async Task Saving_several_rows_outside_begins_no_transaction_of_its_own()
    {
        await using var scope = await ScopeAsync("madrid");
        var model = scope.ServiceProvider.GetRequiredService<UnitOfWork>().Model<RevisionsModel>();
        model.AddRange(new Revision { Subject = Guid.CreateVersion7() }, new Revision { Subject = Guid.CreateVersion7() });
        (await Should.ThrowAsync<InvalidOperationException>(() => model.SaveChangesAsync())).Message.ShouldStartWith(Outside);
        (await Should.ThrowAsync<InvalidOperationException>(() => model.Database.BeginTransactionAsync())).Message.ShouldStartWith(Outside);
    }

    [Fact]
    public async Task It_does_not_begin_twice()
    {
        await using var scope = await ScopeAsync("madrid");
        var work = scope.ServiceProvider.GetRequiredService<UnitOfWork>();
        await work.BeginAsync();
        await Should.ThrowAsync<InvalidOperationException>(() => work.BeginAsync());
        await Should.ThrowAsync<InvalidOperationException>(() => work.BeginPlatformAsync());
    }

    [Fact]
    public async Task A_scope_belongs_to_one_tenant_for_its_whole_life()
    {
        await using var scope = await ScopeAsync("madrid");
        var current = scope.ServiceProvider.GetRequiredService<CurrentTenant>();
        var lahore = await platform.TenantAsync("lahore");
        Should.Throw<InvalidOperationException>(() => current.Set(lahore));
        current.Info.Slug.ShouldBe("madrid");
    }

    [Fact]
    public async Task A_scope_without_a_tenant_has_nobodys_data()
    {
        await using var scope = platform.Services.CreateAsyncScope();
        await Should.ThrowAsync<InvalidOperationException>(() => scope.ServiceProvider.GetRequiredService<UnitOfWork>().BeginAsync());
        await Should.ThrowAsync<InvalidOperationException>(() => scope.ServiceProvider.GetRequiredService<OneTrip>().RunAsync(_ => { }, _ => Task.FromResult(0)));
    }

    [Fact]
    public async Task Its_role_and_path_end_with_it()
    {
        await using var scope = await ScopeAsync("madrid");
        var work = scope.ServiceProvider.GetRequiredService<UnitOfWork>();
        var madrid = await platform.TenantAsync("madrid");
        await work.BeginAsync();
        (await WhoAsync(work)).ShouldBe($"{madrid.Schema} {madrid.Schema}, public");
        await work.CommitAsync();
        await work.BeginPlatformAsync();
        (await WhoAsync(work)).ShouldBe("padel_platform platform, public");
        await work.RollbackAsync();

        // Nothing is reset when a connection goes back to its pool, so the next one to get it sees what was left.
        var trip = scope.ServiceProvider.GetRequiredService<OneTrip>();
        var leftover = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => trip.RunAsync(
            batch => batch.BatchCommands.Add(new("select current_user::text")), async reader => { await reader.ReadAsync(); return reader.GetString(0); })));
        leftover.ShouldAllBe(user => user == madrid.Schema);
        (await Cluster.ScalarAsync<long>(platform.Database, "select count(*) from pg_stat_activity where state = 'idle in transaction' and datname = current_database()")).ShouldBe(0);
    }

    [Fact]
    public async Task Leaving_without_a_commit_keeps_neither_row_nor_fact_nor_timer()
    {
        var before = await CountsAsync();
        await using (var scope = await ScopeAsync("madrid"))
        {
            var work = scope.ServiceProvider.GetRequiredService<UnitOfWork>();
            await work.BeginAsync();
            await work.ReviseAsync(Guid.CreateVersion7());
            work.Tell(new NotificationDelivered(Guid.CreateVersion7(), "x", "email"));
            work.RingAt(platform.Clock.Now, "nobody.rings", "x");
        }
        (await CountsAsync()).ShouldBe(before);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_statement_that_failed_runs_well_on_the_same_connection_afterwards(bool inOneTrip)
    {
        await using var scope = await ScopeAsync("madrid");
        var (work, trip) = (scope.ServiceProvider.GetRequiredService<UnitOfWork>(), scope.ServiceProvider.GetRequiredService<OneTrip>());
        // Its second use on a connection is the one that prepares it.
        for (var use = 1; use <= 4; use++) await Should.ThrowAsync<PostgresException>(() => ShareAsync(0));
        (await ShareAsync(5)).ShouldBe(2);
        (await ShareAsync(2)).ShouldBe(5);

        Task<int> ShareAsync(int among) => inOneTrip ? trip.RunAsync(batch => Add(batch, among), FirstAsync) : WorkAsync(among);

        async Task<int> WorkAsync(int among)
        {
            await work.BeginAsync();
            try
            {
                await using var batch = work.Batch();
                Add(batch, among);
                await using var reader = await batch.ExecuteReaderAsync();
                return await FirstAsync(reader);
            }
            catch (PostgresException failed)
            {
                await work.RollbackAsync(failed);
                throw;
            }
            finally
            {
                if (work.IsOpen) await work.RollbackAsync();
            }
        }

        void Add(NpgsqlBatch batch, int among) => batch.BatchCommands.Add(new($"select 10 / $1::int as share_{(inOneTrip ? "trip" : "work")}") { Parameters = { new() { Value = among } } });

        static async Task<int> FirstAsync(NpgsqlDataReader reader) => await reader.ReadAsync() ? reader.GetInt32(0) : 0;
    }

    private Task<string> CountsAsync() => platform.ScalarAsync<string>("madrid", "select concat_ws(' ', (select count(*) from revisions), (select count(*) from outbox), (select count(*) from timers))");

    private static async Task<string> WhoAsync(UnitOfWork work)
    {
        await using var command = work.Command("select current_user || ' ' || current_setting('search_path')");
        return (string)(await command.ExecuteScalarAsync())!;
    }

    private static async Task RefusesAsync(UnitOfWork work)
    {
        Should.Throw<InvalidOperationException>(() => work.Command("select 1"));
        Should.Throw<InvalidOperationException>(() => work.Batch());
        Should.Throw<InvalidOperationException>(() => work.Tell(new NotificationDelivered(Guid.CreateVersion7(), "x", "email")));
        Should.Throw<InvalidOperationException>(() => work.RingAt(default, "x", "x"));
        var model = work.Model<RevisionsModel>();
        (await Should.ThrowAsync<InvalidOperationException>(() => model.Revisions.ToListAsync())).Message.ShouldStartWith(Outside);
        (await Should.ThrowAsync<InvalidOperationException>(() => model.Revisions.ExecuteDeleteAsync())).Message.ShouldStartWith(Outside);
        (await Should.ThrowAsync<InvalidOperationException>(() => model.Database.ExecuteSqlRawAsync("select 1"))).Message.ShouldStartWith(Outside);
    }

    private async Task<AsyncServiceScope> ScopeAsync(string slug)
    {
        var scope = platform.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentTenant>().Set(await platform.TenantAsync(slug));
        return scope;
    }
}
