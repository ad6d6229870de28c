using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using PadelSaaS.Contracts;
using PadelSaaS.Payments;
using PadelSaaS.Platform.Tenancy;
using PadelSaaS.Tests.House;

namespace PadelSaaS.Tests.Payments.Ledger;

public sealed class BooksTests(PlatformFixture platform) : IClassFixture<PlatformFixture>
{
    private static Entry Sale(string key, long amount = 1000) => new(key, "sale",
        [new Line(Account.Receivable, Euro(amount)), new Line(Account.Sales, Euro(-amount + 100)), new Line(Account.Tax, Euro(-100)), new Line(Account.Cash, Euro(0))]);

    [Fact]
    public async Task An_entry_is_written_once_with_its_lines_and_its_balances()
    {
        var before = await BalanceAsync(Account.Tax);
        (await PostAsync(Sale("once"))).ShouldBeTrue();
        (await PostAsync(Sale("once", 9000))).ShouldBeFalse();
        (await platform.ScalarAsync<long>("madrid", "select count(*) from ledger_lines l join ledger_entries e on e.id = l.entry_id where e.key = 'once'")).ShouldBe(3);
        (await BalanceAsync(Account.Tax)).ShouldBe(before - 100);
    }

    [Fact]
    public async Task The_same_entry_from_many_at_once_is_written_once_and_kept_balances_are_right()
    {
        var written = await Task.WhenAll(Enumerable.Range(0, 40).Select(number => PostAsync(Sale($"race {number % 4}"))));
        written.Count(isNew => isNew).ShouldBe(4);
        (await platform.ScalarAsync<long>("madrid", """
            select count(*) from (select account, currency, sum(amount_minor) total, count(*) n from ledger_lines group by 1, 2) l
            full join (select account, currency, sum(balance_minor) total, sum(lines) n from ledger_balances group by 1, 2) b using (account, currency)
            where (l.total, l.n) is distinct from (b.total, b.n)
            """)).ShouldBe(0);
    }

    [Fact]
    public async Task An_entry_that_does_not_sum_to_zero_in_every_currency_is_refused() =>
        await Should.ThrowAsync<ArgumentException>(() => PostAsync(new Entry("uneven", "sale",
            [new Line(Account.Receivable, Euro(1000)), new Line(Account.Sales, new Money(-1000, "PKR"))])));

    // Hard case 21: the ledger sums to zero always, also where somebody writes past the code.
    [Theory]
    [InlineData("insert into ledger_lines (entry_id, line, account, currency, amount_minor) select id, 9, 'cash', 'EUR', 1 from ledger_entries limit 1")]
    [InlineData("insert into ledger_entries (id, key, kind, at) values (gen_random_uuid(), 'nothing', 'sale', now())")]
    public async Task The_database_refuses_an_uneven_entry_when_the_transaction_ends(string sql)
    {
        await PostAsync(Sale("written before"));
        var refused = await Should.ThrowAsync<PostgresException>(() => RunAsync(sql));
        refused.ConstraintName.ShouldBe("ledger_sums_to_zero");
    }

    [Theory]
    [InlineData("update ledger_lines set amount_minor = amount_minor * 2")]
    [InlineData("delete from ledger_lines")]
    [InlineData("truncate ledger_lines, ledger_entries")]
    [InlineData("update ledger_entries set note = 'x'")]
    [InlineData("delete from ledger_entries")]
    [InlineData("update ledger_balances set balance_minor = 0")]
    [InlineData("insert into ledger_balances values ('cash', 'EUR', 0, 1, 1)")]
    [InlineData("select platform.keep_ledger()")]
    public async Task The_clubs_role_only_adds(string sql)
    {
        await PostAsync(Sale("written before"));
        (await Should.ThrowAsync<PostgresException>(() => RunAsync(sql))).SqlState.ShouldBe("42501");
    }

    [Theory]
    [InlineData("update ledger_lines set amount_minor = amount_minor * 2")]
    [InlineData("delete from ledger_entries")]
    public async Task Even_the_owner_of_the_tables_only_adds(string sql)
    {
        await PostAsync(Sale("written before"));
        (await Should.ThrowAsync<PostgresException>(() => platform.ExecuteAsync("madrid", sql))).Message.ShouldContain("only added to");
    }

    [Fact]
    public async Task An_entry_ends_with_the_transaction_it_is_part_of()
    {
        await using var scope = await ScopeAsync();
        var work = scope.ServiceProvider.GetRequiredService<UnitOfWork>();
        await work.BeginAsync();
        (await scope.ServiceProvider.GetRequiredService<Books>().PostAsync(Sale("undone"), CancellationToken.None)).ShouldBeTrue();
        await work.RollbackAsync();
        (await platform.ScalarAsync<long>("madrid", "select count(*) from ledger_entries where key = 'undone'")).ShouldBe(0);
    }

    private static Money Euro(long minor) => new(minor, "EUR");

    private Task<long> BalanceAsync(string account) => platform.ScalarAsync<long>("madrid", $"select coalesce(sum(balance_minor), 0)::bigint from ledger_balances where account = '{account}'");

    private async Task<bool> PostAsync(Entry entry)
    {
        await using var scope = await ScopeAsync();
        var work = scope.ServiceProvider.GetRequiredService<UnitOfWork>();
        await work.BeginAsync();
        var posted = await scope.ServiceProvider.GetRequiredService<Books>().PostAsync(entry, CancellationToken.None);
        await work.CommitAsync();
        return posted;
    }

    private async Task RunAsync(string sql)
    {
        await using var scope = await ScopeAsync();
        var work = scope.ServiceProvider.GetRequiredService<UnitOfWork>();
        await work.BeginAsync();
        await using (var command = work.Command(sql)) await command.ExecuteNonQueryAsync();
        await work.CommitAsync();
    }

    private async Task<AsyncServiceScope> ScopeAsync()
    {
        var scope = platform.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentTenant>().Set(await platform.TenantAsync("madrid"));
        return scope;
    }
}
