using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using PadelSaaS.Contracts.Privacy;
using PadelSaaS.Payments.Invoices;
using PadelSaaS.Platform.Security;
using PadelSaaS.Platform.Tenancy;
using PadelSaaS.Tests.House;
using PadelSaaS.Tests.Identity;

namespace PadelSaaS.Tests.Payments.Ledger;

public sealed class InvoiceTests(PlatformFixture platform) : IClassFixture<PlatformFixture>
{
    [Fact]
    public async Task A_paid_booking_has_an_invoice_and_what_goes_back_a_credit_note_that_names_it()
    {
        var checkout = new Checkout(platform, "madrid");
        var held = await checkout.PaidAsync("Gael Gil");
        (await InvoicesAsync(held)).ShouldBe($"invoice {held.PriceMinor}");
        platform.Clock.Now = held.Start.AddHours(-13);
        await checkout.CancelAsync(held);
        await platform.SettleAsync();
        (await InvoicesAsync(held)).ShouldBe($"invoice {held.PriceMinor}, credit {held.PriceMinor / 2}");

        var guest = platform.Madrid();
        var key = await KeyAsync(held);
        var list = await TextAsync(guest, $"/bookings/{held.BookingId}/receipts?key={key}");
        list.ShouldContain("Credit note");
        var credit = await platform.ScalarAsync<Guid>("madrid", $"select id from invoices where booking_id = '{held.BookingId}' and series = 'R'");
        var page = await TextAsync(guest, $"/receipts/{credit}?key={key}");
        foreach (var words in new[] { "Takes back", "Gael Gil", "−" + PadelSaaS.Ui.Text.MoneyText.Format(new(held.PriceMinor / 2, "EUR"), "en"), "Given back of the price", "Centro" }) page.ShouldContain(words);
        (await guest.GetAsync($"/receipts/{credit}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await guest.GetAsync($"/receipts/{credit}?key=AAAAAAAAAAAAAAAAAAAAAA")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await platform.Lahore().GetAsync($"/receipts/{credit}?key={key}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        // The same by the API: with the key both and each, without it none.
        (await guest.GetAsync($"/api/v1/receipts/{credit}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await guest.GetAsync($"/api/v1/bookings/{held.BookingId}/receipts")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        guest.Headers["X-Booking-Key"] = key;
        (await guest.JsonAsync($"/api/v1/bookings/{held.BookingId}/receipts"))["receipts"]!.AsArray().Select(one => (bool)one!["isCredit"]!).ShouldBe([false, true]);
        var note = await guest.JsonAsync($"/api/v1/receipts/{credit}");
        ((string)note["number"]!).ShouldStartWith("R");
        ((string)note["corrects"]!).ShouldNotBeEmpty();
        ((long)note["total"]!["amountMinor"]!).ShouldBe(held.PriceMinor / 2);
    }

    [Fact]
    public async Task Who_handed_the_booking_over_sees_its_receipts_no_more_and_the_new_holder_only_those_written_since()
    {
        var checkout = new Checkout(platform, "madrid");
        var held = await checkout.PaidAsync("Gael Gil");
        var (guest, before) = (platform.Madrid(), await KeyAsync(held));
        var invoice = await platform.ScalarAsync<Guid>("madrid", $"select id from invoices where booking_id = '{held.BookingId}'");
        (await guest.GetAsync($"/receipts/{invoice}?key={before}")).StatusCode.ShouldBe(HttpStatusCode.OK);

        platform.Clock.Advance(TimeSpan.FromMinutes(5));
        await platform.ExecuteAsync("madrid", $"""
            update bookings set key_turn = 1 where id = '{held.BookingId}';
            insert into booking_transfers (id, booking_id, email, offered_at, ends_at, state, answered_at, turn)
            values (gen_random_uuid(), '{held.BookingId}', 'new@example.test', '{platform.Clock.Now:O}', '{platform.Clock.Now:O}', 'accepted', '{platform.Clock.Now:O}', 1)
            """);
        foreach (var path in new[] { $"/receipts/{invoice}", $"/bookings/{held.BookingId}/receipts" })
            (await guest.GetAsync($"{path}?key={before}")).StatusCode.ShouldBe(HttpStatusCode.NotFound, path);

        string after;
        await using (var scope = await ScopeAsync("madrid")) after = await scope.ServiceProvider.GetRequiredService<LinkKeys>().ForAsync(held.BookingId, turn: 1);
        (await guest.GetAsync($"/receipts/{invoice}?key={after}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await guest.GetAsync($"/bookings/{held.BookingId}/receipts?key={after}")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task What_nobody_paid_for_has_no_invoice()
    {
        var checkout = new Checkout(platform, "madrid");
        var held = await checkout.HoldAsync();
        await checkout.PayAtClubAsync(held);
        await platform.SettleAsync();
        (await InvoicesAsync(held)).ShouldBe("");
        await checkout.CancelAsync(held);
        await platform.SettleAsync();
        (await InvoicesAsync(held)).ShouldBe("");
    }

    [Fact]
    public async Task Numbers_have_no_gaps_however_many_are_written_at_once_and_no_booking_has_two()
    {
        const int Many = 200;
        await platform.ExecuteAsync("lahore", $$"""
            insert into billed_bookings (booking_id, court, updated_at)
            select md5('race ' || n)::uuid, jsonb_build_object('bookingId', md5('race ' || n)::uuid, 'venueId', gen_random_uuid(), 'venueName', 'V', 'courtId', gen_random_uuid(), 'courtName', 'C', 'start', now(), 'end', now(),
              'zone', 'Asia/Karachi', 'price', '{"amountMinor":1000,"currency":"PKR"}'::jsonb, 'booker', '{"accountId":null,"name":"N","email":null,"language":"en"}'::jsonb, 'link', '', 'moves', 0, 'lines', '[]'::jsonb, 'taxes', '[]'::jsonb), now()
            from generate_series(1, {{Many}}) n;
            insert into ledger_entries (id, key, kind, at, booking_id) select md5(kind || n)::uuid, kind || ' race ' || n, kind, now(), md5('race ' || n)::uuid from generate_series(1, {{Many}}) n, unnest(array['sale', 'payment']) kind;
            insert into ledger_lines (entry_id, line, account, currency, amount_minor)
            select md5(kind || n)::uuid, line, case line when 1 then 'receivable' when 2 then case kind when 'sale' then 'sales' else 'cash' end end, 'PKR', case when (line = 1) = (kind = 'sale') then 1000 else -1000 end
            from generate_series(1, {{Many}}) n, unnest(array['sale', 'payment']) kind, generate_series(1, 2) line
            """);
        var before = await platform.ScalarAsync<long>("lahore", "select count(*) from invoices");
        await Parallel.ForEachAsync(Enumerable.Range(0, Many * 2), new ParallelOptions { MaxDegreeOfParallelism = 24 }, async (number, stop) =>
        {
            var booking = await platform.ScalarAsync<Guid>("lahore", $"select md5('race {(number % Many) + 1}')::uuid");
            await using var scope = await ScopeAsync("lahore");
            await scope.ServiceProvider.GetRequiredService<Invoicing>().KeepAsync(booking, stop);
        });
        (await platform.ScalarAsync<long>("lahore", "select count(*) from invoices")).ShouldBe(before + Many);
        (await platform.ScalarAsync<bool>("lahore", "select max(number) = count(*) and count(distinct number) = count(*) from invoices where series = ''")).ShouldBeTrue();
    }

    [Theory]
    [InlineData("update invoices set total_minor = 1")]
    [InlineData("update invoices set customer = 'Somebody Else'")]
    [InlineData("update invoices set content = '{}'")]
    [InlineData("delete from invoices")]
    public async Task An_invoice_is_never_changed(string sql)
    {
        await new Checkout(platform, "madrid").PaidAsync();
        (await Should.ThrowAsync<PostgresException>(() => platform.ExecuteAsync("madrid", sql))).Message.ShouldContain("never changed");
    }

    [Fact]
    public async Task Who_is_erased_stands_on_no_invoice_any_more_and_the_invoice_stays()
    {
        var checkout = new Checkout(platform, "madrid");
        var held = await checkout.PaidAsync("Erna Erased", "erna@example.test");
        (await platform.ScalarAsync<string>("madrid", $"select customer from invoices where booking_id = '{held.BookingId}'")).ShouldBe("Erna Erased");
        await using (var scope = await ScopeAsync("madrid"))
        {
            var work = scope.ServiceProvider.GetRequiredService<UnitOfWork>();
            await work.BeginAsync();
            var person = new Person([], ["erna@example.test"], ["Erna Erased"], [held.BookingId]);
            var personal = scope.ServiceProvider.GetServices<IPersonalData>().Single(one => one.Service == "payments");
            $"{(await personal.ExportAsync(person, CancellationToken.None))["invoices"]}".ShouldContain("Erna Erased");
            (await personal.EraseAsync(person, CancellationToken.None)).ShouldContain(one => one.What == "invoices" && one.Kept == "accounts");
            (await personal.EraseAsync(person, CancellationToken.None)).ShouldNotContain(one => one.What == "invoices");
            await work.CommitAsync();
        }
        (await platform.ScalarAsync<string>("madrid", $"select customer || total_minor from invoices where booking_id = '{held.BookingId}'")).ShouldBe($"–{held.PriceMinor}");
        (await platform.ScalarAsync<long>("madrid", "select count(*) from billed_bookings where court::text ~* 'erna erased|erna@example'")).ShouldBe(0);
    }

    [Fact]
    public async Task The_club_and_the_player_say_once_what_stands_on_the_next_ones()
    {
        var owner = await SignedInAsync("owner@madrid.test");
        var missing = await owner.SubmitAsync(ShowTax.Path, ShowTax.Path, new Dictionary<string, string> { ["legalName"] = "", ["address"] = "", ["country"] = "Spain" });
        missing.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        WebUtility.HtmlDecode(await missing.Content.ReadAsStringAsync()).ShouldContain("Please give the country's code of two letters.");
        (await owner.SubmitAsync(ShowTax.Path, ShowTax.Path, new Dictionary<string, string> { ["legalName"] = "Club Madrid S.L.", ["taxId"] = "B12345678", ["address"] = "Calle Mayor 1\n28013 Madrid", ["country"] = "es" })).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await TextAsync(owner, ShowTax.Path)).ShouldContain("Club Madrid S.L.");

        var player = await SignedInAsync("player@madrid.test");
        (await player.SubmitAsync(ShowMyReceipts.Path, ShowMyReceipts.Path, new Dictionary<string, string> { ["taxId"] = "X1" })).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await player.SubmitAsync(ShowMyReceipts.Path, ShowMyReceipts.Path, new Dictionary<string, string> { ["company"] = "Paula Padel S.A.", ["taxId"] = "A87654321" })).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await TextAsync(player, ShowMyReceipts.Path)).ShouldContain("Paula Padel S.A.");

        var held = await new Checkout(platform, "madrid").PaidAsync();
        var page = await TextAsync(owner, $"/receipts/{await platform.ScalarAsync<Guid>("madrid", $"select id from invoices where booking_id = '{held.BookingId}'")}");
        foreach (var words in new[] { "Invoice 2026-", "Club Madrid S.L.", "B12345678", "28013 Madrid" }) page.ShouldContain(words);
        var code = await platform.ScalarAsync<string>("madrid", $"select year || '-' || lpad(number::text, 6, '0') from invoices where booking_id = '{held.BookingId}'");
        (await TextAsync(owner, $"{ShowInvoices.Path}?q={code}")).ShouldContain(code);
        (await (await owner.GetAsync($"{ShowInvoices.Path}.csv?q={code}")).Content.ReadAsStringAsync()).ShouldContain($"{code},");
    }

    private Task<string> InvoicesAsync(Held held) => platform.ScalarAsync<string>("madrid",
        $"select coalesce(string_agg(case series when '' then 'invoice ' else 'credit ' end || total_minor, ', ' order by issued_at, series), '') from invoices where booking_id = '{held.BookingId}'");

    private Task<string> KeyAsync(Held held) => platform.ScalarAsync<string>("madrid", $"select split_part(court ->> 'link', 'key=', 2) from billed_bookings where booking_id = '{held.BookingId}'");

    private async Task<Visitor> SignedInAsync(string email)
    {
        var visitor = platform.Madrid();
        await visitor.SignInAsync(email, People.DemoPassword);
        return visitor;
    }

    private async Task<AsyncServiceScope> ScopeAsync(string slug)
    {
        var scope = platform.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentTenant>().Set(await platform.TenantAsync(slug));
        return scope;
    }

    private static async Task<string> TextAsync(Visitor visitor, string path)
    {
        var answer = await visitor.GetAsync(path);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, path);
        return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
    }
}
