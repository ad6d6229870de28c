using System.Net;
using PadelSaaS.Tests.House;
using PadelSaaS.Tests.Identity;

namespace PadelSaaS.Tests.Payments.Ledger;

public sealed class AccountingPagesTests(PlatformFixture platform) : IClassFixture<PlatformFixture>
{
    [Fact]
    public async Task Who_looks_after_the_money_finds_a_payment_and_sees_all_that_became_of_it()
    {
        var checkout = new Checkout(platform, "madrid");
        var held = await checkout.PaidAsync();
        var (id, reference) = (await PaymentAsync(held), await platform.ScalarAsync<string>("madrid", $"select provider_reference from payments where booking_id = '{held.BookingId}'"));
        var owner = await SignedInAsync("owner@madrid.test");

        (await TextAsync(owner, $"/manage/payments?q={reference[5..15]}&state=settled&provider=dev")).ShouldContain($"/manage/payments/{id}");
        (await TextAsync(owner, "/manage/payments?q=%25%25")).ShouldContain("Nothing found");
        (await TextAsync(owner, "/manage/payments?from=2026-13-01")).ShouldContain("Please give a day.");
        (await TextAsync(owner, "/manage/payments?until=2020-01-01")).ShouldNotContain($"{id}");

        await checkout.CancelAsync(held);
        await platform.SettleAsync();
        var page = await TextAsync(owner, $"/manage/payments/{id}");
        foreach (var words in new[] { reference, "Gone back", "At Test card", "Sales without tax", "Commission to be invoiced", "The booking was cancelled" }) page.ShouldContain(words);
        // As a word of its own: tokens in the page are letters at random.
        System.Text.RegularExpressions.Regex.IsMatch(await (await owner.GetAsync($"/manage/payments/{id}")).Content.ReadAsStringAsync(), @"(?<![\w-])NaN(?![\w-])").ShouldBeFalse();
        (await owner.GetAsync($"/manage/payments/{Guid.CreateVersion7()}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task The_ledger_shows_accounts_that_are_zero_together_and_files_hold_what_pages_show()
    {
        await new Checkout(platform, "madrid").PaidAsync();
        var owner = await SignedInAsync("owner@madrid.test");
        var month = platform.Clock.Now.ToString("yyyy-MM", System.Globalization.CultureInfo.InvariantCulture);
        (await TextAsync(owner, $"/manage/payments/ledger?month={month}")).ShouldContain("Owed by players");
        (await TextAsync(owner, $"/manage/payments/ledger?month={month}&account=at_provider:dev")).ShouldContain("Entries of At Test card");
        (await TextAsync(owner, "/manage/payments/ledger?month=2019-01")).ShouldContain("Nothing has moved yet");

        var file = await (await owner.GetAsync($"/manage/payments/ledger.csv?month={month}")).Content.ReadAsStringAsync();
        var rows = file.Split("\r\n").Skip(1).Where(row => row.Length > 0).Select(row => row.Split(',')).ToList();
        rows.Count.ShouldBeGreaterThanOrEqualTo(6);
        decimal Sum(int column) => rows.Sum(row => row[column].Length == 0 ? 0 : decimal.Parse(row[column], System.Globalization.CultureInfo.InvariantCulture));
        Sum(8).ShouldBe(Sum(9));
        (await (await owner.GetAsync("/manage/payments.csv")).Content.ReadAsStringAsync()).ShouldContain(",settled,36.00,0.00,1.80,0.00,EUR");
    }

    [Fact]
    public void A_file_for_a_spreadsheet_holds_no_formulas()
    {
        var file = System.Text.Encoding.UTF8.GetString(PadelSaaS.Payments.Accounting.Sheet.Of("a,b", [["=1+1", "-12.50"], ["+x", "-2+3"], ["@y", "say \"hi\", you"], ["\tz", null]]));
        file.ShouldBe("\uFEFFa,b\r\n'=1+1,-12.50\r\n'+x,'-2+3\r\n'@y,\"say \"\"hi\"\", you\"\r\n'\tz,\r\n");
    }

    [Fact]
    public async Task A_refund_that_was_refused_is_sent_again_once_however_often_it_is_pressed()
    {
        var checkout = new Checkout(platform, "madrid");
        var held = await checkout.PaidAsync();
        var id = await PaymentAsync(held);
        // The company says no: more than was paid has gone back already.
        await platform.ExecuteAsync("madrid", $"""
            insert into dev_card_refunds (idempotency_key, reference, amount_minor, created_at) select gen_random_uuid(), provider_reference, 2000, now() from payments where id = '{id}'
            """);
        await checkout.CancelAsync(held);
        await platform.SettleAsync();
        var refund = await platform.ScalarAsync<Guid>("madrid", $"select id from refunds where payment_id = '{id}' and state = 'failed'");
        var owner = await SignedInAsync("owner@madrid.test");
        (await TextAsync(owner, "/manage/payments/refunds?state=failed")).ShouldContain("Send again");

        await platform.ExecuteAsync("madrid", $"delete from dev_card_refunds where reference = (select provider_reference from payments where id = '{id}')");
        var answers = new List<HttpStatusCode>();
        var token = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(await TextAsync(owner, "/manage/payments/refunds?state=failed")).QuerySelector("form[action$=retry] input")!.GetAttribute("value")!;
        for (var press = 0; press < 3; press++)
            answers.Add((await owner.PostFormAsync($"/manage/payments/refunds/{refund}/retry", new Dictionary<string, string> { ["__RequestVerificationToken"] = token })).StatusCode);
        answers.ShouldBe([HttpStatusCode.Redirect, HttpStatusCode.Conflict, HttpStatusCode.Conflict]);
        await platform.SettleAsync();
        (await checkout.GivenBackAsync(held)).ShouldBe(held.PriceMinor);
        (await checkout.PaymentAsync(held)).ShouldBe("refunded");
        (await TextAsync(owner, $"/manage/payments/{id}")).ShouldContain("Sent again");
        (await TextAsync(owner, "/manage/payments/refunds?state=failed")).ShouldContain("Nothing was refused");
    }

    [Theory]
    [InlineData("desk@madrid.test")]
    [InlineData("player@madrid.test")]
    public async Task Who_does_not_look_after_the_money_sees_none_of_it(string email)
    {
        var somebody = await SignedInAsync(email);
        foreach (var path in new[] { "/manage/payments", "/manage/payments.csv", "/manage/payments/ledger", "/manage/payments/ledger.csv", "/manage/payments/refunds" })
            (await somebody.GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.Forbidden, path);
    }

    private async Task<Visitor> SignedInAsync(string email)
    {
        var visitor = platform.Madrid();
        await visitor.SignInAsync(email, People.DemoPassword);
        return visitor;
    }

    private Task<Guid> PaymentAsync(Held held) => platform.ScalarAsync<Guid>("madrid", $"select id from payments where booking_id = '{held.BookingId}'");

    private static async Task<string> TextAsync(Visitor visitor, string path)
    {
        var answer = await visitor.GetAsync(path);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, path);
        return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
    }
}
