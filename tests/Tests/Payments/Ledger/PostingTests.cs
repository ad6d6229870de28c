using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using PadelSaaS.Contracts.Payments;
using PadelSaaS.Host.Commands;
using PadelSaaS.Platform.Tenancy;
using PadelSaaS.Tests.Booking;
using PadelSaaS.Tests.House;
using PadelSaaS.Tests.Notifications.Webhooks;
using PadelSaaS.Tests.Venues.Manage;

namespace PadelSaaS.Tests.Payments.Ledger;

/// <summary>Every booking's way through prices, payments and refunds, as the books tell it.</summary>
public sealed class PostingTests(PlatformFixture platform) : IClassFixture<PlatformFixture>
{
    [Fact]
    public async Task A_paid_booking_is_a_sale_with_its_tax_and_money_at_the_provider_with_commission_accrued()
    {
        await TaxAsync(2100);
        var checkout = new Checkout(platform, "madrid");
        var held = await checkout.PaidAsync();
        held.PriceMinor.ShouldBe(3600);
        (await AccountsAsync(held.BookingId)).ShouldBe("at_provider:dev 3600, commission 180, commission_due -180, receivable 0, sales -2975, tax -625");

        await checkout.CancelAsync(held);
        await platform.SettleAsync();
        (await AccountsAsync(held.BookingId)).ShouldBe("at_provider:dev 0, commission 0, commission_due 0, receivable 0, sales 0, tax 0");
        await TaxAsync(null);
    }

    // Hard case 21: what goes back takes its part of the commission along.
    [Fact]
    public async Task Hard_case_21_a_partial_refund_returns_commission_in_proportion_and_the_club_keeps_what_was_agreed()
    {
        var checkout = new Checkout(platform, "madrid");
        var held = await checkout.PaidAsync();
        platform.Clock.Now = held.Start.AddHours(-13);
        await checkout.CancelAsync(held);
        await platform.SettleAsync();
        (await AccountsAsync(held.BookingId)).ShouldBe("at_provider:dev 1800, commission 90, commission_due -90, receivable 0, sales -1800");
    }

    // Given back as a kindness and moved afterwards: the kindness stays one, until the club has the whole price of something cheaper.
    [Fact]
    public async Task A_goodwill_refund_followed_by_a_move_is_owed_by_nobody()
    {
        var checkout = new Checkout(platform, "madrid");
        var (held, owner) = (await checkout.PaidAsync(), await platform.OwnerAsync("madrid"));
        var payment = await platform.ScalarAsync<Guid>("madrid", $"select id from payments where booking_id = '{held.BookingId}'");
        await owner.JsonAsync($"/api/v1/desk/payments/{payment}/refunds", new { amountMinor = 600, reason = "Lights failed" });
        await platform.SettleAsync();
        const string Books = "at_provider:dev 3000, commission 150, commission_due -150, receivable 0, sales -3000";
        (await AccountsAsync(held.BookingId)).ShouldBe(Books);

        await checkout.MoveAsync(held);
        await platform.SettleAsync();
        (await AccountsAsync(held.BookingId)).ShouldBe(Books);
        ((long)(await owner.JsonAsync($"/api/v1/desk/bookings/{held.BookingId}/money"))["due"]!["amountMinor"]!).ShouldBe(0);

        // An hour costs 24.00: what is more than that goes back, and no part of it twice.
        await checkout.MoveAsync(held, 60);
        await platform.SettleAsync();
        (await AccountsAsync(held.BookingId)).ShouldBe("at_provider:dev 2400, commission 120, commission_due -120, receivable 0, sales -2400");
        (await checkout.GivenBackAsync(held)).ShouldBe(1200);
    }

    [Fact]
    public async Task A_court_to_be_paid_on_arrival_is_owed_until_somebody_takes_the_money()
    {
        var checkout = new Checkout(platform, "madrid");
        var held = await checkout.HoldAsync();
        await platform.SettleAsync();
        (await AccountsAsync(held.BookingId)).ShouldBe("");
        await checkout.PayAtClubAsync(held);
        await platform.SettleAsync();
        (await AccountsAsync(held.BookingId)).ShouldBe("receivable 3600, sales -3600");
    }

    [Theory]
    [InlineData(7)]
    [InlineData(2111)]
    public async Task Whatever_happens_to_bookings_every_entry_is_zero_and_nobody_owes_what_is_settled(int seed)
    {
        var random = new Random(seed);
        var bookings = new List<(Guid Id, string Way, bool Paid)>();
        for (var number = 0; number < 12; number++) bookings.Add(await LiveAsync(random, number));
        await platform.SettleAsync();

        foreach (var (id, way, paid) in bookings)
        {
            var due = await platform.ScalarAsync<long>("madrid", $"select coalesce(sum(amount_minor), 0)::bigint from payments where booking_id = '{id}' and state = 'due_at_club'");
            var owed = await platform.ScalarAsync<long>("madrid", $"select coalesce(sum(l.amount_minor), 0)::bigint from ledger_lines l join ledger_entries e on e.id = l.entry_id where e.booking_id = '{id}' and l.account = 'receivable'");
            owed.ShouldBe(due, $"seed {seed}: {id} {way}");
            if (paid) (await AccountsAsync(id)).ShouldContain("at_provider:dev");
        }
        var atProvider = await platform.ScalarAsync<long>("madrid", "select coalesce(sum(balance_minor), 0)::bigint from ledger_balances where account = 'at_provider:dev'");
        atProvider.ShouldBe(await platform.ScalarAsync<long>("madrid", $"""
            select (coalesce((select sum(amount_minor) from dev_card_payments where outcome = 'succeeded' and tenant_id = '{(await platform.TenantAsync("madrid")).Id}'), 0)
                  - coalesce((select sum(amount_minor) from dev_card_refunds), 0))::bigint
            """));
        (await VerifyAsync()).Faults.ShouldBeEmpty($"seed {seed}");

        // Heard again from the beginning, the books stay as they are.
        var accounts = await AccountsAsync(null);
        await Cluster.ExecuteAsync(platform.Database, "delete from platform.inbox where reaction like 'payments/%'; delete from platform.cursors where service = 'payments'");
        await platform.SettleAsync();
        (await AccountsAsync(null)).ShouldBe(accounts, $"seed {seed}");
        (await VerifyAsync()).Faults.ShouldBeEmpty($"seed {seed}");
    }

    [Theory]
    [InlineData("update ledger_lines set amount_minor = amount_minor + 1 where account = 'sales'", "is off by 1 EUR")]
    [InlineData("delete from ledger_lines where entry_id in (select id from ledger_entries where kind = 'sale')", "has no lines")]
    [InlineData("delete from ledger_lines; delete from ledger_entries", "account receivable: its 0 lines say 0 EUR")]
    [InlineData("update ledger_balances set balance_minor = balance_minor - 5 where account = 'receivable'", "account receivable")]
    [InlineData("update ledger_lines set account = 'cash' where account = 'sales'", "account cash")]
    public async Task What_is_done_to_the_books_past_the_database_is_found(string sql, string fault)
    {
        var checkout = new Checkout(platform, "lahore");
        await checkout.PayAtClubAsync(await checkout.HoldAsync());
        await platform.SettleAsync();
        (await VerifyAsync("lahore")).Faults.ShouldBeEmpty();
        try
        {
            await platform.ExecuteAsync("lahore", "drop table if exists public.kept_balances, public.kept_lines, public.kept_entries; create table public.kept_balances as table ledger_balances; create table public.kept_lines as table ledger_lines; create table public.kept_entries as table ledger_entries");
            await platform.ExecuteAsync("lahore", $"set session_replication_role = replica; {sql.Replace("EUR", "PKR", StringComparison.Ordinal)}");
            (await VerifyAsync("lahore")).Faults.ShouldContain(found => found.Contains(fault.Replace("EUR", "PKR", StringComparison.Ordinal), StringComparison.Ordinal));
            (await LedgerCommand.VerifyAsync(await Template.QuietAsync(platform.Database), null)).ShouldBe(1);
        }
        finally
        {
            await platform.ExecuteAsync("lahore", """
                set session_replication_role = replica;
                delete from ledger_lines; delete from ledger_entries; delete from ledger_balances;
                insert into ledger_entries table public.kept_entries; insert into ledger_lines table public.kept_lines; insert into ledger_balances table public.kept_balances
                """);
        }
        (await LedgerCommand.VerifyAsync(await Template.QuietAsync(platform.Database), "lahore")).ShouldBe(0);
    }

    // One booking somewhere between a hold that dies and a cancellation after two moves.
    private async Task<(Guid Id, string Way, bool Paid)> LiveAsync(Random random, int number)
    {
        var player = platform.InMadrid();
        var date = platform.Clock.Now.AddDays(2 + (number % 10)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var free = await player.FreeAsync(date);
        var slot = free[random.Next(free.Count)];
        var id = await player.HeldAsync(slot);
        var (card, way) = (random.Next(4) > 0, "held");
        if (random.Next(8) == 0) return (id, way, false);
        var answer = await player.ConfirmAsync(id, card ? "dev" : "at_club");
        answer.Status.ShouldBe(card ? HttpStatusCode.Accepted : HttpStatusCode.OK, answer.Body);
        way = card ? "card" : "club";
        if (card) await player.PostAsync($"/api/v1/dev/card/{((string)answer.Json["payAt"]!).Split('/')[^1]}", new { outcome = random.Next(6) == 0 ? "decline" : "pay" });
        await platform.SettleAsync();
        var paid = await player.StatusAsync(id) == "confirmed" && card;
        for (var move = random.Next(3); move > 0 && await player.StatusAsync(id) == "confirmed"; move--)
        {
            free = await player.FreeAsync(date);
            if (free.Count == 0) break;
            var to = free[random.Next(free.Count)];
            platform.Clock.Advance(TimeSpan.FromSeconds(1));
            await player.PostAsync($"/api/v1/bookings/{id}/change", new { courtId = to.CourtId, start = to.Start.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture), durationMinutes = to.Minutes });
            way += $", moved to {to.StartLocal}";
            if (random.Next(2) == 0) await platform.SettleAsync();
        }
        if (random.Next(2) == 0)
        {
            await player.CancelAsync(id);
            way += ", cancelled";
        }
        return (id, way, paid);
    }

    private async Task TaxAsync(int? basisPoints)
    {
        var owner = await Owner.OfAsync(platform);
        var id = await platform.InMadrid().VenueAsync();
        var venue = await owner.Visitor.JsonAsync($"/api/v1/manage/venues/{id}");
        using var change = new HttpRequestMessage(HttpMethod.Put, $"/api/v1/manage/venues/{id}/prices")
        {
            Content = JsonContent.Create<JsonNode>(new JsonObject
            {
                ["revision"] = (long)venue["revision"]!,
                ["prices"] = new JsonArray(Owner.Price("Base", 2400), Owner.Price("Peak", 4000, 10, "18:00", "23:00", [1, 2, 3, 4, 5])),
                ["settings"] = new JsonObject { ["taxBasisPoints"] = basisPoints },
            }),
        };
        var changed = await Player.ReadAsync(await owner.Visitor.SendAsync(change));
        changed.Status.ShouldBe(HttpStatusCode.OK, changed.Body);
    }

    private async Task<string> AccountsAsync(Guid? booking) => await platform.ScalarAsync<string>("madrid", $"""
        select coalesce(string_agg(account || ' ' || total, ', ' order by account), '') from (
          select l.account, sum(l.amount_minor) as total from ledger_lines l join ledger_entries e on e.id = l.entry_id
          where {(booking is null ? "true" : $"e.booking_id = '{booking}'")} group by l.account) each_account
        """);

    private async Task<LedgerVerdict> VerifyAsync(string slug = "madrid")
    {
        await using var scope = platform.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentTenant>().Set(await platform.TenantAsync(slug));
        return await scope.ServiceProvider.GetRequiredService<ILedgers>().VerifyAsync();
    }
}
