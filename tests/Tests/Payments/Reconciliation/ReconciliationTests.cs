using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using PadelSaaS.Payments.Reconciliation;
using PadelSaaS.Platform.Jobs.Recurring;
using PadelSaaS.Tests.House;
using PadelSaaS.Tests.Identity;
using PadelSaaS.Tests.Notifications.Webhooks;
using PadelSaaS.Tests.Payments.Stripe;

namespace PadelSaaS.Tests.Payments.Reconciliation;

/// <summary>What providers say they moved, compared with our books: found in the night, set right with one click.</summary>
public sealed class ReconciliationTests(StripeClubFixture platform) : IClassFixture<StripeClubFixture>
{
    private const string Path = "/api/v1/manage/payments/reconciliation";
    private readonly StripeClub club = new(platform);

    [Fact]
    public async Task Hard_case_20_what_no_event_told_is_found_in_the_night_and_set_right()
    {
        await club.ConnectAsync();
        (await club.Stripe.PostAsync("/faults", $"kind=fee_later&account={club.Account}&times=1&seconds=7200")).Good();
        var (_, feeLater, _) = await club.PaidAsync("Fee");
        var (refunded, _, refundedIntent) = await club.PaidAsync("Back");
        var lost = await club.Checkout.HoldAsync("Lost", "lost@example.test");
        var (lostPayment, lostIntent) = await club.StartAsync(lost);
        platform.Clock.Advance(TimeSpan.FromMinutes(40));
        await platform.SettleAsync();

        // From here on no event arrives: a payment, a refund in Stripe's own pages, a fee, and a charge that is none of ours.
        (await club.Stripe.PostAsync("/faults", $"kind=webhook_lost&account={club.Account}&times=1000")).Good();
        (await club.TypeCardAsync(lostIntent)).Good();
        // Calling it off an hour later would tell that it was paid: here that did not get through, either.
        await Cluster.ExecuteAsync(platform.Database, "delete from platform.timers where job = 'call-off-payment'");
        (await club.Stripe.PostAsync("/v1/refunds", $"payment_intent={refundedIntent}&amount=1000", club.Account)).Good();
        var stranger = (await club.Stripe.PayAsync(club.Account, 1234)).Good().Text("id")!;
        platform.Clock.Advance(TimeSpan.FromHours(3));
        await platform.SettleAsync();
        (await club.Checkout.PaymentAsync(lost)).ShouldBe("failed");
        await club.Stripe.SendAsync(HttpMethod.Delete, "/faults", null);

        await ToNightAsync();
        var owner = await platform.OwnerAsync("madrid");
        var found = await OpenAsync(owner);
        Kind(found, lostIntent).ShouldBe("state_differs payment 0 " + lost.PriceMinor);
        Kind(found, stranger).ShouldBe("missing_here payment - 1234");
        var back = found.Single(one => (string)one["what"]! == "refund");
        ((string)back["kind"]!, (long)back["theirs"]!["amountMinor"]!).ShouldBe(("missing_here", 1000));
        // A fee that was told later is no difference: it is posted.
        (await platform.ScalarAsync<long>("madrid", $"select count(*) from ledger_entries where key = 'fee {feeLater}'")).ShouldBe(1);
        (await platform.ScalarAsync<long>("madrid", "select count(*) from notification_logs where template = 'differences_found' and recipient = 'owner@madrid.test'")).ShouldBe(1);
        (await TextAsync("/manage/payments")).ShouldContain("differences with what providers say are open.");

        await ResolvedAsync(owner, found, lostIntent, new { way = "asked" });
        (await owner.PostAsync($"{Path}/{back["id"]}/resolve", new { way = "asked" })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        await ResolvedAsync(owner, found, stranger, new { way = "given_back", reason = "Nobody knows whose it is" });
        await platform.SettleAsync();
        (await platform.ScalarAsync<bool>("madrid", $"select settled_at is not null from payments where id = '{lostPayment}'")).ShouldBeTrue();
        (await platform.ScalarAsync<long>("madrid", $"select refunded_minor from payments where booking_id = '{refunded.BookingId}'")).ShouldBe(1000);
        ((string)(await club.Stripe.GetAsync($"/v1/refunds?payment_intent={stranger}", club.Account)).Good().Body["data"]![0]!["status"]!).ShouldBe("succeeded");
        (await club.LedgerAsync("difference")).ShouldBe(await platform.ScalarAsync<long>("madrid", "select coalesce(sum(amount_minor), 0)::bigint from ledger_lines l join ledger_entries e on e.id = l.entry_id where account = 'difference' and e.provider = 'dev'"));
        await club.BooksAgreeAsync();

        // The next night agrees, and what was decided stays decided.
        await ToNightAsync();
        owner = await platform.OwnerAsync("madrid");
        (await OpenAsync(owner)).ShouldNotContain(one => (string)one["provider"]! == "stripe");
        (await platform.ScalarAsync<string>("madrid", "select state || ' ' || found from reconciliations where provider = 'stripe' order by begun_at desc limit 1")).ShouldBe("done 0");
        (await platform.ScalarAsync<long>("madrid", "select count(*) from audit where content::text like '%reconciliation.resolved%'")).ShouldBeGreaterThanOrEqualTo(3);
    }

    [Fact]
    public async Task A_second_charge_for_one_payment_is_seen_and_sent_back_within_ones_rights()
    {
        await club.ConnectAsync();
        var (_, payment, _) = await club.PaidAsync("Twice");
        var second = (await club.Stripe.PayAsync(club.Account, 3600, $"&metadata[payment_id]={payment}&application_fee_amount=180")).Good().Text("id")!;
        await CompareAsync();
        var owner = await platform.OwnerAsync("madrid");
        var found = (await OpenAsync(owner)).Single(one => (string)one["kind"]! == "twice" && (string?)one["paymentId"] == $"{payment}");
        var path = $"{Path}/{found["id"]}/resolve";

        (await owner.PostAsync(path, new { way = "given_back" })).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await owner.PostAsync(path, new { way = "fee", reason = "x" })).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await owner.PostAsync($"{Path}/{Guid.CreateVersion7()}/resolve", new { way = "asked" })).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        var stranger = platform.Lahore();
        stranger.Token = (string)(await stranger.JsonAsync("/api/v1/auth/login", new { email = "owner@lahore.test", password = People.DemoPassword }))["accessToken"]!;
        (await stranger.PostAsync(path, new { way = "given_back", reason = "Mine" })).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        var desk = platform.Madrid();
        await desk.SignInAsync("desk@madrid.test", People.DemoPassword);
        (await desk.GetAsync("/manage/payments/reconciliation")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);

        // Two who press at once send it back once.
        var answers = await Task.WhenAll(owner.PostAsync(path, new { way = "given_back", reason = "Charged twice" }), owner.PostAsync(path, new { way = "given_back", reason = "Charged twice" }));
        answers.Count(answer => answer.StatusCode == HttpStatusCode.NoContent).ShouldBe(1);
        (await club.Stripe.GetAsync($"/v1/refunds?payment_intent={second}", club.Account)).Good().Body["data"]!.AsArray().Count.ShouldBe(1);
        await CompareAsync();
        (await OpenAsync(owner)).ShouldNotContain(one => (string?)one["paymentId"] == $"{payment}");
        (await platform.ScalarAsync<long>("madrid", $"select coalesce(sum(amount_minor), 0)::bigint from ledger_lines l join ledger_entries e on e.id = l.entry_id where e.key in ('reconciled back {found["id"]}') or e.provider_reference = '{found["reference"]}'")).ShouldBe(0);
    }

    [Fact]
    public async Task Without_its_own_record_a_provider_is_asked_again_and_the_gap_is_taken_into_the_books_with_a_reason()
    {
        var held = await new Checkout(platform, "madrid").PaidAsync("Gone", "gone@example.test");
        var reference = await platform.ScalarAsync<string>("madrid", $"select provider_reference from payments where booking_id = '{held.BookingId}'");
        var other = await new Checkout(platform, "madrid").PaidAsync("More", "more@example.test");
        var more = await platform.ScalarAsync<string>("madrid", $"select provider_reference from payments where booking_id = '{other.BookingId}'");
        var refunded = await new Checkout(platform, "madrid").PaidAsync("Part", "part@example.test");
        var part = await platform.ScalarAsync<string>("madrid", $"select provider_reference from payments where booking_id = '{refunded.BookingId}'");
        var before = await club.LedgerAsync("at_provider:dev");
        await platform.ExecuteAsync("madrid", $"""
            delete from dev_card_payments where reference = '{reference}';
            update dev_card_payments set amount_minor = amount_minor + 50 where reference = '{more}';
            insert into dev_card_refunds (idempotency_key, reference, amount_minor, created_at) values (gen_random_uuid(), '{part}', 700, '{platform.Clock.Now:O}');
            """);
        await CompareAsync();
        var owner = await platform.OwnerAsync("madrid");
        var found = await OpenAsync(owner);
        Kind(found, reference).ShouldBe($"missing_there payment {held.PriceMinor} 0");
        Kind(found, more).ShouldBe($"amount_differs payment {other.PriceMinor} {other.PriceMinor + 50}");
        var back = found.Single(one => (string)one["what"]! == "refund" && (long?)one["theirs"]?["amountMinor"] == 700);

        (await owner.PostAsync($"{Path}/{found.Single(one => (string)one["reference"]! == reference)["id"]}/resolve", new { way = "asked" })).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        await ResolvedAsync(owner, found, reference, new { way = "difference", reason = "The company lost it" });
        await ResolvedAsync(owner, found, more, new { way = "difference", reason = "A tip" });
        (await owner.PostAsync($"{Path}/{back["id"]}/resolve", new { way = "asked" })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await owner.PostAsync($"{Path}/{back["id"]}/resolve", new { way = "asked" })).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        await platform.SettleAsync();
        (await club.LedgerAsync("at_provider:dev") - before).ShouldBe(-held.PriceMinor + 50 - 700);
        (await platform.ScalarAsync<long>("madrid", $"select refunded_minor from payments where booking_id = '{refunded.BookingId}'")).ShouldBe(700);
        await CompareAsync();
        (await OpenAsync(owner)).ShouldNotContain(one => new[] { reference, more, part }.Contains((string)one["reference"]!));
        (await TextAsync("/manage/payments/reconciliation?show=resolved")).ShouldContain("The company lost it");
        var file = await TextAsync("/manage/payments/reconciliation.csv");
        file.ShouldContain($"missing_there,payment,{reference}");
        file.ShouldContain("A tip");
    }

    [Fact]
    public async Task A_statement_of_many_pages_is_read_to_its_end_and_a_provider_that_does_not_answer_is_asked_again()
    {
        await club.ConnectAsync();
        await club.PaidAsync("Cut");
        await new Checkout(platform, "madrid").PaidAsync("Pages", "pages@example.test");
        await platform.ExecuteAsync("madrid", $"""
            insert into dev_card_payments (reference, tenant_id, order_id, amount_minor, currency, description, return_url, outcome, chosen_at, answers_at, created_at)
            select 'zz_' || n, p.tenant_id, gen_random_uuid(), 100, 'EUR', 'Not ours', '', 'succeeded', '{platform.Clock.Now:O}', '{platform.Clock.Now:O}', '{platform.Clock.Now:O}'
            from generate_series(1000, 1129) n, (select tenant_id from dev_card_payments where tenant_id = '{(await platform.TenantAsync("madrid")).Id}' limit 1) p
            """);
        platform.IsCut = true;
        await CompareAsync();
        (await platform.ScalarAsync<string>("madrid", "select state || ' ' || error from reconciliations where provider = 'stripe' order by begun_at desc limit 1")).ShouldBe("reading down");
        (await platform.ScalarAsync<bool>("madrid", "select lines >= 130 and cursor is not null and state = 'done' from reconciliations where provider = 'dev' order by begun_at desc limit 1")).ShouldBeTrue();
        (await platform.ScalarAsync<long>("madrid", "select count(*) from reconciliation_differences where reference like 'zz_%' and state = 'open'")).ShouldBe(130);
        platform.IsCut = false;
        platform.Clock.Advance(TimeSpan.FromMinutes(11));
        await platform.SettleAsync();
        (await platform.ScalarAsync<string>("madrid", "select state from reconciliations where provider = 'stripe' order by begun_at desc limit 1")).ShouldBe("done");

        // The company takes its mistake back: what is not said any more was never there.
        await platform.ExecuteAsync("madrid", "delete from dev_card_payments where reference like 'zz_%'; delete from statement_lines where id like 'zz_%'");
        await CompareAsync();
        (await platform.ScalarAsync<long>("madrid", "select count(*) from reconciliation_differences where reference like 'zz_%' and resolution = 'agrees'")).ShouldBe(130);
    }

    private async Task ToNightAsync()
    {
        var now = platform.Clock.Now;
        platform.Clock.Now = new DateTimeOffset(now.Year, now.Month, now.Day, 3, 30, 0, TimeSpan.Zero).AddDays(1);
        (await platform.Services.GetRequiredService<JobRunner>().RunAsync(MoneyNights.Job)).ShouldBeTrue();
        await platform.SettleAsync();
        // Clubs begin one after the other.
        platform.Clock.Advance(TimeSpan.FromMinutes(10));
        await platform.SettleAsync();
    }

    private async Task CompareAsync()
    {
        platform.Clock.Advance(TimeSpan.FromSeconds(2));
        (await (await platform.OwnerAsync("madrid")).PostAsync($"{Path}/run", new { })).EnsureSuccessStatusCode();
        await platform.SettleAsync();
    }

    private static async Task<List<JsonNode>> OpenAsync(Visitor owner) => [.. (await owner.JsonAsync(Path))["open"]!.AsArray().Select(one => one!)];

    private static string Kind(List<JsonNode> found, string reference)
    {
        var one = found.Single(one => (string)one["reference"]! == reference);
        return $"{one["kind"]} {one["what"]} {(long?)one["ours"]?["amountMinor"]?.AsValue() ?? (object)"-"} {(long)one["theirs"]!["amountMinor"]!}";
    }

    private static async Task ResolvedAsync(Visitor owner, List<JsonNode> found, string reference, object how)
    {
        var answer = await owner.PostAsync($"{Path}/{found.Single(one => (string)one["reference"]! == reference)["id"]}/resolve", how);
        answer.StatusCode.ShouldBe(HttpStatusCode.NoContent, await answer.Content.ReadAsStringAsync());
    }

    private async Task<string> TextAsync(string path)
    {
        var owner = platform.Madrid();
        await owner.SignInAsync("owner@madrid.test", People.DemoPassword);
        var answer = await owner.GetAsync(path);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, path);
        return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
    }
}
