using System.Net;
using Microsoft.Extensions.DependencyInjection;
using PadelSaaS.Contracts;
using PadelSaaS.Payments;
using PadelSaaS.Platform.Tenancy;
using PadelSaaS.Tests.House;
using PadelSaaS.Tests.Identity;

namespace PadelSaaS.Tests.Payments.Wallet;

public sealed partial class WalletTests(PlatformFixture platform) : IClassFixture<PlatformFixture>
{
    [Fact]
    public async Task Money_paid_in_by_card_is_there_once_and_stands_in_the_books()
    {
        await Pocket.OpenAsync(platform);
        var before = await Pocket.BooksAsync(platform, "wallet");
        var ana = await Pocket.OfAsync(platform, "in@example.test");
        await ana.TopUpAsync(5000);
        (await ana.BalanceAsync()).ShouldBe(5000);
        (await Pocket.BooksAsync(platform, "wallet") - before).ShouldBe(-5000);

        // The card company says it again: nothing more is there.
        await platform.ExecuteAsync("madrid", "insert into timers (id, tenant_role, job, key, due_at) select gen_random_uuid(), current_schema(), 'reconcile-payment', id::text, now() - interval '10 years' from payments where purpose = 'wallet_top_up'");
        await platform.SettleAsync();
        (await ana.BalanceAsync()).ShouldBe(5000);
        (await platform.ScalarAsync<long>("madrid", "select count(*) from outbox where event_type in ('PAYMENT_SETTLED', 'PAYMENT_FAILED') and payload ->> 'bookingId' is null")).ShouldBe(0);
    }

    [Fact]
    public async Task A_declined_card_puts_nothing_in_and_an_amount_that_is_not_offered_is_refused()
    {
        await Pocket.OpenAsync(platform);
        var ana = await Pocket.OfAsync(platform, "declined@example.test");
        await ana.TopUpAsync(2000, "decline");
        (await ana.BalanceAsync()).ShouldBe(0);
        (await platform.ScalarAsync<string>("madrid", $"select state from purchases where account_id = '{ana.Account}'")).ShouldBe("failed");
        (await ana.Visitor.PostAsync("/api/v1/me/wallet/top-ups", new { amountMinor = 1234 })).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_court_is_paid_from_the_wallet_at_once_and_comes_back_to_it_when_it_is_cancelled()
    {
        await Pocket.OpenAsync(platform);
        var ana = await Pocket.OfAsync(platform, "court@example.test");
        await ana.TopUpAsync(5000);
        var (booking, price, _) = await ana.HoldAsync();
        (await ana.PayAsync(booking)).StatusCode.ShouldBe(HttpStatusCode.Accepted);
        (await ana.BalanceAsync()).ShouldBe(5000 - price);
        await platform.SettleAsync();
        (await ana.StatusAsync(booking)).ShouldBe("confirmed");
        (await platform.ScalarAsync<long>("madrid", $"select paid_minor from bookings where id = '{booking}'")).ShouldBe(price);

        await ana.Visitor.JsonAsync($"/api/v1/bookings/{booking}/cancel", new { });
        await platform.SettleAsync();
        (await ana.BalanceAsync()).ShouldBe(5000);
        (await Pocket.BooksAsync(platform, "at_provider:wallet")).ShouldBe(0);
        (await platform.ScalarAsync<long>("madrid", $"select coalesce(sum(l.amount_minor), 0)::bigint from ledger_lines l join ledger_entries e on e.id = l.entry_id where e.booking_id = '{booking}' and l.account = 'receivable'")).ShouldBe(0);
        // The same lot, with the end it had.
        (await ana.SeeAsync())["lots"]!.AsArray().Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_wallet_that_is_too_small_pays_nothing_and_says_so()
    {
        await Pocket.OpenAsync(platform);
        var ana = await Pocket.OfAsync(platform, "small@example.test");
        await ana.TopUpAsync(2000);
        var (booking, price, _) = await ana.HoldAsync(3);
        price.ShouldBeGreaterThan(2000);
        var refused = await ana.PayAsync(booking);
        refused.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await refused.SlugOf()).ShouldBe("wallet_too_small");
        (await ana.BalanceAsync()).ShouldBe(2000);
        (await platform.ScalarAsync<long>("madrid", $"select count(*) from payments where booking_id = '{booking}'")).ShouldBe(0);
    }

    [Fact]
    public async Task Nobody_pays_from_somebody_elses_wallet_and_a_guest_has_none()
    {
        await Pocket.OpenAsync(platform);
        var guest = new Checkout(platform, "madrid");
        var held = await guest.HoldAsync();
        var refused = await platform.Madrid().PostAsync($"/api/v1/bookings/{held.BookingId}/confirm", new { paymentMethod = "wallet" });
        refused.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await platform.Madrid().GetAsync("/api/v1/me/wallet")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    /// <summary>Hard case 22: spent by one conditional update, never read first.</summary>
    [Fact]
    public async Task Of_fifty_who_spend_the_same_money_at_once_exactly_what_is_there_is_spent()
    {
        await Pocket.OpenAsync(platform);
        var ana = await Pocket.OfAsync(platform, "fifty@example.test");
        await ana.TopUpAsync(5000);
        await ana.TopUpAsync(5000);
        await ana.TopUpAsync(2000);
        var tenant = await platform.TenantAsync("madrid");
        var spent = await Task.WhenAll(Enumerable.Range(0, 50).Select(async _ =>
        {
            await using var scope = platform.Services.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<CurrentTenant>().Set(tenant);
            var work = scope.ServiceProvider.GetRequiredService<UnitOfWork>();
            await work.BeginAsync();
            var parts = await scope.ServiceProvider.GetRequiredService<Wallets>().SpendAsync(ana.Account, new Money(700, "EUR"), WalletUse.Anything, Guid.CreateVersion7(), null, CancellationToken.None);
            await work.CommitAsync();
            return parts is not null;
        }));
        spent.Count(done => done).ShouldBe(12000 / 700);
        (await ana.BalanceAsync()).ShouldBe(12000 % 700);
        (await platform.ScalarAsync<long>("madrid", $"select -sum(m.amount_minor)::bigint from wallet_moves m join wallet_lots l on l.id = m.lot_id where l.account_id = '{ana.Account}' and m.kind = 'spent'")).ShouldBe(12000 / 700 * 700);
    }

    [Fact]
    public async Task What_ends_first_is_spent_first_and_ended_credit_becomes_sales_and_tax()
    {
        await Pocket.OpenAsync(platform);
        var owner = await platform.AsAsync("owner@madrid.test");
        var ana = await Pocket.OfAsync(platform, "ends@example.test");
        var soon = DateOnly.FromDateTime(platform.Clock.Now.AddDays(20).Date).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        await owner.JsonAsync($"/api/v1/manage/wallets/{ana.Account}/grants", new { amountMinor = 3000, reason = "For a rained-out evening" });
        await owner.JsonAsync($"/api/v1/manage/wallets/{ana.Account}/grants", new { amountMinor = 6000, expiresOn = soon, reason = "Welcome back" });
        var (booking, price, _) = await ana.HoldAsync(20);
        (await ana.PayAsync(booking)).StatusCode.ShouldBe(HttpStatusCode.Accepted);
        await platform.SettleAsync();
        var lots = (await ana.SeeAsync())["lots"]!.AsArray();
        lots.First(lot => lot!["expiresAt"] is not null)!["left"]!["amountMinor"]!.GetValue<long>().ShouldBe(6000 - price);

        platform.Clock.Advance(TimeSpan.FromDays(14));
        await platform.SettleAsync();
        (await platform.ScalarAsync<long>("madrid", $"select count(*) from outbox where event_type = 'CREDIT_ENDS_SOON' and payload ->> 'accountId' = '{ana.Account}'")).ShouldBe(1);
        platform.Clock.Advance(TimeSpan.FromDays(8));
        await platform.SettleAsync();
        await ana.AgainAsync();
        (await ana.BalanceAsync()).ShouldBe(3000);
        var ended = 6000 - price;
        (await platform.ScalarAsync<long>("madrid", $"select -sum(m.amount_minor)::bigint from wallet_moves m join wallet_lots l on l.id = m.lot_id where l.account_id = '{ana.Account}' and m.kind = 'expired'")).ShouldBe(ended);
        (await Entry("expired", ana.Account, "tax")).ShouldBe(-(ended * 2100 + 5000) / 10000);
        (await Entry("expired", ana.Account, "sales")).ShouldBe(-ended + (ended * 2100 + 5000) / 10000);
    }

    [Fact]
    public async Task What_comes_back_to_ended_credit_is_fresh_credit_for_as_long_as_the_club_says()
    {
        await Pocket.OpenAsync(platform);
        var owner = await platform.AsAsync("owner@madrid.test");
        var ana = await Pocket.OfAsync(platform, "fresh@example.test");
        var end = DateOnly.FromDateTime(platform.Clock.Now.AddDays(1).Date).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        await owner.JsonAsync($"/api/v1/manage/wallets/{ana.Account}/grants", new { amountMinor = 4000, expiresOn = end, reason = "Trial" });
        var (booking, price, start) = await ana.HoldAsync(30);
        await ana.PayAsync(booking);
        await platform.SettleAsync();
        platform.Clock.Now = start.AddHours(-25);
        await platform.SettleAsync();
        await ana.AgainAsync();
        (await ana.BalanceAsync()).ShouldBe(0);
        await ana.Visitor.JsonAsync($"/api/v1/bookings/{booking}/cancel", new { });
        await platform.SettleAsync();
        (await ana.BalanceAsync()).ShouldBe(price);
        platform.Clock.Advance(TimeSpan.FromDays(91));
        await platform.SettleAsync();
        await ana.AgainAsync();
        (await ana.BalanceAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task Staff_give_and_take_credit_with_a_reason_and_the_club_next_door_sees_nothing_of_it()
    {
        await Pocket.OpenAsync(platform);
        var owner = await platform.AsAsync("owner@madrid.test");
        var ana = await Pocket.OfAsync(platform, "given@example.test");
        var path = $"/api/v1/manage/wallets/{ana.Account}";
        (await owner.PostAsync($"{path}/grants", new { amountMinor = 1000 })).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var seen = await owner.JsonAsync($"{path}/grants", new { amountMinor = 1000, reason = "Lost balls" });
        var lot = (Guid)seen["lots"]![0]!["id"]!;
        (await owner.PostAsync($"{path}/withdrawals", new { lotId = lot, amountMinor = 1001, reason = "Too much" })).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        await owner.JsonAsync($"{path}/withdrawals", new { lotId = lot, amountMinor = 400, reason = "Too much" });
        (await ana.BalanceAsync()).ShouldBe(600);
        (await platform.ScalarAsync<long>("madrid", $"select count(*) from audit where content::text like '%wallet.credit_%' and content::text like '%{ana.Account}%'")).ShouldBe(2);

        (await ana.Visitor.PostAsync($"{path}/grants", new { amountMinor = 1000, reason = "Myself" })).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        var elsewhere = await platform.AsAsync("owner@lahore.test");
        (await elsewhere.GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await elsewhere.PostAsync($"{path}/grants", new { amountMinor = 1000, reason = "Theirs" })).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task The_pages_say_what_is_there_and_take_a_top_up()
    {
        await Pocket.OpenAsync(platform);
        var visitor = platform.Madrid();
        await visitor.RegisterAsync("page@example.test");
        await visitor.SignInAsync("page@example.test", People.Password);
        var empty = await (await visitor.GetAsync("/me/wallet")).Content.ReadAsStringAsync();
        empty.ShouldContain("Nothing in it yet");
        var sent = await visitor.SubmitAsync("/me/wallet", "/me/wallet/top-up", new Dictionary<string, string> { ["amount"] = "5000" });
        sent.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        sent.Headers.Location!.ToString().ShouldStartWith("/pay/card/");
    }

    /// <summary>Hard cases 13 and 22 for a closure: nothing is given before its players are told, and then once, by the refund's id.</summary>
    [Fact]
    public async Task What_a_closure_takes_away_becomes_credit_once_it_is_told_and_undone_before_that_nothing_was_given()
    {
        await Pocket.OpenAsync(platform);
        var (owner, ana) = (await platform.AsAsync("owner@madrid.test"), await Pocket.OfAsync(platform, "closed@example.test"));
        var (id, price, start) = await ana.PaidAsync(at: 20);
        var day = $"select coalesce(sum(amount_minor), 0)::bigint from money_given_back where user_id = '{await owner.IdOfAsync()}'";
        var given = await platform.ScalarAsync<long>("madrid", day);

        var court = $"select court_id from bookings where id = '{id}'";
        var undone = await Pocket.ClosedAsync(owner, id, await platform.ScalarAsync<Guid>("madrid", court), start);
        ((await ana.StatusAsync(id)), await ana.BalanceAsync(), await platform.ScalarAsync<long>("madrid", day) - given).ShouldBe(("cancelled", 0, price));
        for (var twice = 0; twice < 2; twice++) (await owner.PostAsync($"{undone}/undo", new { })).StatusCode.ShouldBe(HttpStatusCode.OK);
        // What was not given back does not use up the day of who closed.
        ((await ana.StatusAsync(id)), await platform.ScalarAsync<long>("madrid", day) - given).ShouldBe(("confirmed", 0));
        await LaterAsync();
        (await ana.BalanceAsync()).ShouldBe(0);

        var closed = await Pocket.ClosedAsync(owner, id, await platform.ScalarAsync<Guid>("madrid", court), start);
        await LaterAsync();
        await platform.ExecuteAsync("madrid", $"insert into timers (id, tenant_role, job, key, due_at) values (gen_random_uuid(), current_schema(), 'tell-closure', '{closed.Split('/')[^1]}', now() - interval '10 years')");
        await platform.SettleAsync();
        (await owner.PostAsync($"{closed}/undo", new { })).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await ana.BalanceAsync()).ShouldBe(price);
        (await platform.ScalarAsync<string>("madrid", $"select p.state || ' ' || r.state || ' ' || r.to_wallet from payments p join refunds r on r.payment_id = p.id where p.booking_id = '{id}'")).ShouldBe("refunded settled true");
        (await platform.ScalarAsync<long>("madrid", $"select count(*) from dev_card_refunds r join payments p on p.provider_reference = r.reference where p.booking_id = '{id}'")).ShouldBe(0);
        (await platform.ScalarAsync<long>("madrid", $"select coalesce(sum(l.amount_minor), 0)::bigint from ledger_lines l join ledger_entries e on e.id = l.entry_id where e.booking_id = '{id}' and l.account = 'receivable'")).ShouldBe(0);
        (await platform.ScalarAsync<long>("madrid", $"select coalesce(sum(l.amount_minor), 0)::bigint from ledger_lines l join ledger_entries e on e.id = l.entry_id where e.booking_id = '{id}' and l.account = 'wallet'")).ShouldBe(-price);
        await using (var scope = platform.Services.CreateAsyncScope())
        {
            scope.ServiceProvider.GetRequiredService<CurrentTenant>().Set(await platform.TenantAsync("madrid"));
            (await scope.ServiceProvider.GetRequiredService<Contracts.Payments.ILedgers>().VerifyAsync()).Faults.ShouldBeEmpty();
        }
        (await platform.ScalarAsync<long>("madrid", "select count(*) from dev_mails where recipient = 'closed@example.test' and subject like 'Cancelled:%' and html like '%is yours as credit%'")).ShouldBe(1);
        (await platform.ScalarAsync<long>("madrid", "select count(*) from dev_mails where recipient = 'closed@example.test' and subject like '%on its way%'")).ShouldBe(0);
        (await (await ana.Visitor.GetAsync("/api/v1/me/payments")).Content.ReadAsStringAsync()).ShouldContain("\"asCredit\":true");
        // It pays like any other credit.
        var (next, _, _) = await ana.HoldAsync(21);
        (await ana.PayAsync(next)).StatusCode.ShouldBe(HttpStatusCode.Accepted);
    }

    private async Task LaterAsync()
    {
        platform.Clock.Advance(TimeSpan.FromMinutes(2));
        await platform.SettleAsync();
    }
    private Task<long> Entry(string kind, Guid account, string accountName) => platform.ScalarAsync<long>("madrid",
        $"select coalesce(sum(amount_minor), 0)::bigint from ledger_lines where account = '{accountName}' and entry_id in (select n.entry_id from ledger_lines n join ledger_entries e on e.id = n.entry_id join wallet_lots l on l.id = n.holder where l.account_id = '{account}' and e.kind = 'credit_{kind}')");
}
