using System.Globalization;
using System.Net;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using PadelSaaS.Contracts;
using PadelSaaS.Payments;
using PadelSaaS.Payments.Terms;
using PadelSaaS.Platform.Tenancy;
using PadelSaaS.Tests.Admins;
using PadelSaaS.Tests.House;
using PadelSaaS.Tests.Identity;
using PadelSaaS.Tests.Notifications.Webhooks;

namespace PadelSaaS.Tests.Payments.Ledger;

/// <summary>Commission that could not be taken out of payments, stated by the month.</summary>
public sealed class StatementTests(PlatformFixture platform) : IClassFixture<PlatformFixture>
{
    [Fact]
    public async Task What_is_owed_for_a_month_is_stated_once_reminded_of_and_leaves_the_books_when_it_is_paid()
    {
        var checkout = new Checkout(platform, "madrid");
        await checkout.PaidAsync("Kept", "kept@example.test");
        await checkout.CancelAsync(await checkout.PaidAsync("Gone", "away@example.test"));
        await platform.SettleAsync();
        var month = new DateOnly(platform.Clock.Now.Year, platform.Clock.Now.Month, 1);
        await ToAsync(month.AddMonths(1));
        await RingAsync("madrid", month.AddMonths(1).AddDays(2));
        var accrued = -await platform.ScalarAsync<long>("madrid", "select coalesce(sum(amount_minor), 0)::bigint from ledger_lines where account = 'commission_due'");
        accrued.ShouldBeGreaterThan(0);
        await RingAsync("madrid", month.AddMonths(1).AddDays(3));
        await platform.SettleAsync();
        var id = await platform.ScalarAsync<Guid>("madrid", $"select id from commission_statements where club = current_schema() and month = '{month:yyyy-MM-dd}'");
        (await MailsAsync("commission_stated")).ShouldBe(1);

        var told = await (await platform.OwnerAsync("madrid")).JsonAsync("/api/v1/manage/payments/statements");
        var mine = told["statements"]!.AsArray().ShouldHaveSingleItem()!;
        ((bool)mine["due"]!, (long)mine["net"]!["amountMinor"]!, (string)mine["lines"]![0]!["provider"]!, (int)mine["lines"]![0]!["payments"]!).ShouldBe((true, accrued, "dev", 2));
        ((long)told["notYetStated"]!["amountMinor"]!).ShouldBe(0);
        (await TextAsync($"/manage/payments/statements/{id}")).ShouldContain((string)mine["number"]!);
        (await TextAsync("/manage/payments/statements")).ShouldContain("Due");
        (await TextAsync("/manage/payments/statements.csv")).ShouldContain($"{mine["number"]},");
        var stranger = platform.Lahore();
        await stranger.SignInAsync("owner@lahore.test", People.DemoPassword);
        (await stranger.GetAsync($"/manage/payments/statements/{id}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        await Should.ThrowAsync<Npgsql.PostgresException>(() => platform.ExecuteAsync("madrid", $"update commission_statements set net_minor = 1 where id = '{id}'"));

        // Three days after its last day, and no more once it is paid.
        platform.Clock.Now = new DateTimeOffset(month.AddMonths(1).AddDays(2 + 14 + 4), new TimeOnly(12, 0), TimeSpan.Zero);
        await platform.SettleAsync();
        (await MailsAsync("commission_overdue")).ShouldBe(1);
        var (admin, path) = (await platform.AdminAsync(), "/commission/statements");
        (await TextAsync(admin, path)).ShouldContain("Late");
        (await PaidAsync(admin, id, " ")).ShouldBe(HttpStatusCode.BadRequest);
        // Sent again from a page that was open before.
        var token = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(await TextAsync(admin, path)).QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        var acts = await ActsAsync();
        (await PaidAsync(admin, id, "TR-9")).ShouldBe(HttpStatusCode.Redirect);
        (await admin.PostFormAsync($"{path}/{id}/paid", new Dictionary<string, string> { ["reference"] = "TR-10", ["__RequestVerificationToken"] = token })).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        await platform.SettleAsync();
        (await platform.ScalarAsync<long>("madrid", "select coalesce(sum(amount_minor), 0)::bigint from ledger_lines where account = 'commission_due'")).ShouldBe(0);
        (await platform.ScalarAsync<long>("madrid", $"select l.amount_minor from ledger_entries e join ledger_lines l on l.entry_id = e.id where e.key = 'commission paid {id}' and account = 'bank'")).ShouldBe(-accrued);
        (await ActsAsync()).ShouldBe(acts + 1);
        (await TextAsync($"/manage/payments/statements/{id}")).ShouldContain("TR-9");
        (await admin.GetAsync($"{path}/{id}")).StatusCode.ShouldBe(HttpStatusCode.OK);
        platform.Clock.Advance(TimeSpan.FromDays(30));
        await platform.SettleAsync();
        (await MailsAsync("commission_overdue")).ShouldBe(1);
        await Should.ThrowAsync<Npgsql.PostgresException>(() => platform.ExecuteAsync("madrid", $"update commission_statements set paid_by = 'x' where id = '{id}'"));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(1912)]
    public async Task Whatever_is_posted_and_whenever_is_looked_every_entry_stands_on_one_statement(int seed)
    {
        var (random, zone, slug) = (new Random(seed), TimeZoneInfo.FindSystemTimeZoneById("Asia/Karachi"), "lahore");
        var month = new DateOnly(platform.Clock.Now.Year, platform.Clock.Now.Month, 1).AddMonths(2);
        for (var number = 0; number < 7; number++, month = month.AddMonths(1))
        {
            // Some at the edges of the club's month, some of a month that has been stated.
            for (var entry = random.Next(5); entry >= 0; entry--)
            {
                var local = random.Next(4) switch
                {
                    0 => month.ToDateTime(TimeOnly.MinValue),
                    1 => month.AddMonths(1).ToDateTime(TimeOnly.MinValue).AddSeconds(-1),
                    2 => month.AddDays(-random.Next(60)).ToDateTime(TimeOnly.MinValue),
                    _ => month.AddDays(random.Next(28)).ToDateTime(new TimeOnly(random.Next(24), 30)),
                };
                await PostAsync(slug, new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime(), random.Next(5) == 0 ? -random.Next(1, 500) : random.Next(1, 900), random.Next(6) == 0 ? "EUR" : "PKR");
            }
            await ToAsync(month.AddMonths(1));
            if (random.Next(3) == 0) continue;
            var day = month.AddMonths(1).AddDays(random.Next(20));
            await Task.WhenAll(RingAsync(slug, day), RingAsync(slug, day.AddDays(random.Next(3))));
            (await platform.ScalarAsync<long>(slug, $"""
                select count(*) from ledger_entries e where kind = 'commission' and not exists (select from stated_commission s where s.entry_id = e.id)
                and not exists (select from commission_statements where club = current_schema() and month >= '{month:yyyy-MM-dd}')
                and e.at < timestamp '{month.AddMonths(1):yyyy-MM-dd}' at time zone 'Asia/Karachi' and exists (select from ledger_lines l where l.entry_id = e.id and l.currency = 'PKR')
                """)).ShouldBe(0, $"seed {seed}: {month}");
            if (random.Next(2) == 0 && await platform.ScalarAsync<string>(slug, "select coalesce(min(id::text), '') from commission_statements where club = current_schema() and paid_at is null") is { Length: > 0 } due)
                (await PaidAsync(await platform.AdminAsync(), Guid.Parse(due), $"T {number}")).ShouldBe(HttpStatusCode.Redirect);
            await platform.SettleAsync();
            await AgreesAsync(slug, $"seed {seed}: {month}");
        }
        await ToAsync(month.AddMonths(2));
        await RingAsync(slug, month.AddMonths(2).AddDays(1));
        await AgreesAsync(slug, $"seed {seed}, at the end");
    }

    [Fact]
    public void Tax_is_rounded_half_up_and_owed_by_clubs_elsewhere_themselves()
    {
        var seller = new PlatformSeller(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["Payments:Statements:Country"] = "ES", ["Payments:Statements:TaxBasisPoints"] = "2100" }).Build());
        (seller.TaxOf("ES"), seller.TaxOf("PK")).ShouldBe(((2100, false), (0, true)));
        (PlatformSeller.Tax(150, 2100), PlatformSeller.Tax(-150, 2100), PlatformSeller.Tax(50, 100)).ShouldBe((32, -32, 1));
    }

    // Every statement is the sum of its entries, which are of its month unless that was stated; what the books say is owed is on unpaid statements or on none yet.
    private async Task AgreesAsync(string slug, string what)
    {
        (await platform.ScalarAsync<string>(slug, """
            select coalesce(string_agg(format('%s %s: %s, entries %s', s.month, s.currency, s.net_minor, of.sum), '; '), '') from commission_statements s
            left join lateral (select -sum(l.amount_minor) as sum, max((e.at at time zone 'Asia/Karachi')::date) as last, bool_and(l.currency = s.currency) as same
                               from stated_commission c join ledger_entries e on e.id = c.entry_id join ledger_lines l on l.entry_id = e.id and l.account = 'commission_due' where c.statement_id = s.id) of on true
            where s.club = current_schema() and (of.sum is distinct from s.net_minor or not of.same or of.last >= s.month + interval '1 month')
            """)).ShouldBe("", what);
        (await platform.ScalarAsync<long>(slug, """
            select (select coalesce(-sum(balance_minor), 0) from ledger_balances where account = 'commission_due')::bigint
                 - (select coalesce(sum(net_minor), 0) from commission_statements where club = current_schema() and paid_at is null)::bigint
                 - (select coalesce(-sum(l.amount_minor), 0) from ledger_entries e join ledger_lines l on l.entry_id = e.id and l.account = 'commission_due'
                    where e.kind = 'commission' and not exists (select from stated_commission s where s.entry_id = e.id and s.statement_id is not null))::bigint
            """)).ShouldBe(0, what);
        (await platform.ScalarAsync<bool>(slug, "select coalesce(bool_and(count = last), true) from (select count(*), max(number) as last from commission_statements group by year) of")).ShouldBeTrue(what);
    }

    private async Task PostAsync(string slug, DateTimeOffset at, long minor, string currency)
    {
        var now = platform.Clock.Now;
        platform.Clock.Now = at;
        await using var scope = await ScopeAsync(slug);
        var work = scope.ServiceProvider.GetRequiredService<UnitOfWork>();
        await work.BeginAsync();
        await scope.ServiceProvider.GetRequiredService<Books>().PostAsync(
            new Entry($"commission {Guid.CreateVersion7()}", "commission", [new Line(Account.Commission, new Money(minor, currency)), new Line(Account.CommissionDue, new Money(-minor, currency))]) { Provider = "jazzcash" }, CancellationToken.None);
        await work.CommitAsync();
        platform.Clock.Now = now;
    }

    private async Task RingAsync(string slug, DateOnly day)
    {
        await using var scope = await ScopeAsync(slug);
        await scope.ServiceProvider.GetRequiredService<IssueStatements>().RingAsync(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), CancellationToken.None);
    }

    private async Task ToAsync(DateOnly day)
    {
        platform.Clock.Now = new DateTimeOffset(day.AddDays(2), new TimeOnly(6, 0), TimeSpan.Zero);
        await platform.SettleAsync();
    }

    private async Task<AsyncServiceScope> ScopeAsync(string slug)
    {
        var scope = platform.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentTenant>().Set(await platform.TenantAsync(slug));
        return scope;
    }

    private static async Task<HttpStatusCode> PaidAsync(Visitor admin, Guid id, string reference) =>
        (await admin.SubmitAsync("/commission/statements", $"/commission/statements/{id}/paid", new Dictionary<string, string> { ["reference"] = reference })).StatusCode;

    private async Task<string> TextAsync(string path)
    {
        var owner = platform.Madrid();
        await owner.SignInAsync("owner@madrid.test", People.DemoPassword);
        return await TextAsync(owner, path);
    }

    private static async Task<string> TextAsync(Visitor visitor, string path)
    {
        var answer = await visitor.GetAsync(path);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, path);
        return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
    }

    private Task<long> ActsAsync() => Cluster.ScalarAsync<long>(platform.Database, "select count(*) from platform.platform_audit where act = 'commission.paid'");

    private Task<long> MailsAsync(string template) => platform.ScalarAsync<long>("madrid", $"select count(*) from notification_logs where template = '{template}' and recipient = 'owner@madrid.test'");
}
