using System.Net;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PadelSaaS.Payments;
using PadelSaaS.Payments.Invoices;
using PadelSaaS.Platform.Tenancy;
using PadelSaaS.Tests.House;
using PadelSaaS.Tests.Identity;
using PadelSaaS.Tests.Payments.Wallet;

namespace PadelSaaS.Tests.Payments.Ledger;

/// <summary>What is bought and is no booking: members' periods are invoiced with their tax, credit has receipts of a series of its own.</summary>
public sealed class PurchaseInvoiceTests(PlatformFixture platform) : IClassFixture<PlatformFixture>
{
    [Fact]
    public async Task A_members_period_is_invoiced_with_its_tax_and_what_goes_back_has_a_credit_note()
    {
        var owner = await TaxedAsync("21");
        var plan = await PlanAsync(owner, 3000);
        var ana = await Pocket.OfAsync(platform, "invoiced@example.test");
        await PayAsync(ana, await ana.Visitor.JsonAsync("/api/v1/me/membership", new { planId = plan }));

        (await WrittenAsync(ana)).ShouldBe([" 3000 521"]);
        var receipt = (await ana.Visitor.JsonAsync("/api/v1/me/receipts"))["receipts"]![0]!;
        ((string)receipt["content"]!["bought"]!["name"]!).ShouldBe("Invoiced");
        ((string)receipt["content"]!["bought"]!["from"]!).ShouldBe(platform.Clock.Now.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
        receipt["bookingId"].ShouldBeNull();
        ((string)receipt["customer"]!).ShouldNotBeEmpty();
        var payment = await platform.ScalarAsync<Guid>("madrid", $"select payment_id from invoices where account_id = '{ana.Account}'");
        (await BooksAsync(payment)).ShouldBe((0, -521, -2479));

        // Somebody gave a third of it back at the provider.
        await GivenBackThereAsync(payment, 1000);
        await platform.SettleAsync();
        (await WrittenAsync(ana)).ShouldBe([" 3000 521", "R 1000 174"]);
        (await BooksAsync(payment)).ShouldBe((0, -347, -1653));

        // The period is over: what is left of it is earned, and the next one has an invoice of its own.
        platform.Clock.Now = new DateTimeOffset(await platform.ScalarAsync<DateTime>("madrid", $"select period_to::timestamp from memberships where account_id = '{ana.Account}'"), TimeSpan.Zero).AddHours(7);
        await platform.SettleAsync();
        (await platform.ScalarAsync<long>("madrid", $"select l.amount_minor from ledger_entries e join ledger_lines l on l.entry_id = e.id and l.account = 'sales' where e.kind = 'membership_earned' and e.key like '%' || (select purpose_id from payments where id = '{payment}')")).ShouldBe(-1653);
        (await WrittenAsync(ana)).ShouldBe([" 3000 521", "R 1000 174", " 3000 521"]);
    }

    [Fact]
    public async Task Credit_has_a_receipt_without_tax_in_a_series_of_its_own()
    {
        var owner = await TaxedAsync("21");
        var pack = await owner.JsonAsync("/api/v1/manage/packs", new { name = "Ten for nine", priceMinor = 9000, creditMinor = 10000, active = true });
        var ana = await Pocket.OfAsync(platform, "credit@example.test");
        await PayAsync(ana, await ana.Visitor.JsonAsync($"/api/v1/shop/packs/{pack["id"]}/buy", new { priceMinor = 9000 }));
        await PayAsync(ana, await ana.Visitor.JsonAsync("/api/v1/shop/gift-cards", new { amountMinor = 3000 }));
        await ana.TopUpAsync(2000);
        (await WrittenAsync(ana)).ShouldBe(["A 9000 0", "A 3000 0", "A 2000 0"]);

        // What it pays for is a sale, and counted with sales: no number is missing in either series.
        platform.Clock.Advance(TimeSpan.FromMinutes(1));
        var (booking, price, _) = await ana.HoldAsync();
        (await ana.PayAsync(booking)).StatusCode.ShouldBe(HttpStatusCode.Accepted);
        await platform.SettleAsync();
        (await WrittenAsync(ana))[^1].ShouldStartWith($" {price} ");
        (await platform.ScalarAsync<bool>("madrid", "select bool_and(highest = many) from (select max(number) as highest, count(*) as many from invoices group by year, series) of_series")).ShouldBeTrue();

        var visitor = await PageAsync("credit@example.test", People.Password);
        var receipt = await platform.ScalarAsync<Guid>("madrid", $"select id from invoices where account_id = '{ana.Account}' and total_minor = 9000");
        foreach (var words in new[] { "Receipt A2026-", "Ten for nine", "Credit is no sale yet" }) (await TextAsync(visitor, $"/receipts/{receipt}")).ShouldContain(words);
        (await TextAsync(visitor, ShowMyReceipts.Path)).ShouldContain("Ten for nine");
        (await TextAsync(await PageAsync("owner@madrid.test", People.DemoPassword), $"{ShowInvoices.Path}.csv?q=Ten%20for%20nine")).ShouldContain("credit sold");

        var other = await Pocket.OfAsync(platform, "other@example.test");
        (await other.Visitor.GetAsync($"/api/v1/receipts/{receipt}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await (await platform.AsAsync("owner@lahore.test")).GetAsync($"/api/v1/receipts/{receipt}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Invoices_of_one_payment_are_kept_once_however_often_that_is_asked_for()
    {
        await TaxedAsync("");
        var ana = await Pocket.OfAsync(platform, "once@example.test");
        await ana.TopUpAsync(5000);
        var payment = await platform.ScalarAsync<Guid>("madrid", $"select payment_id from invoices where account_id = '{ana.Account}'");
        await Parallel.ForEachAsync(Enumerable.Range(0, 12), async (_, stop) =>
        {
            await using var scope = await ScopeAsync();
            await scope.ServiceProvider.GetRequiredService<PurchaseInvoicing>().KeepAsync(payment, stop);
        });
        (await WrittenAsync(ana)).ShouldBe(["A 5000 0"]);
    }

    [Theory]
    [InlineData("a lot")]
    [InlineData("101")]
    [InlineData("-1")]
    [InlineData("21.005")]
    public async Task A_share_that_is_none_is_refused_and_what_was_typed_stays(string typed)
    {
        var owner = await PageAsync("owner@madrid.test", People.DemoPassword);
        var answer = await owner.SubmitAsync(ShowTax.Path, ShowTax.Path, Form(typed));
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var page = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
        page.ShouldContain("Between 0 and 100 percent.");
        page.ShouldContain($"value=\"{typed}\"");
        page.ShouldContain("Club Madrid S.L.");
    }

    private static Dictionary<string, string> Form(string tax) => new() { ["legalName"] = "Club Madrid S.L.", ["taxId"] = "B12345678", ["address"] = "Calle Mayor 1", ["country"] = "es", ["membershipTax"] = tax };

    private async Task<Visitor> TaxedAsync(string tax)
    {
        await Pocket.OpenAsync(platform, "update wallet_settings set gift_amounts = array[3000]");
        var owner = await PageAsync("owner@madrid.test", People.DemoPassword);
        (await owner.SubmitAsync(ShowTax.Path, ShowTax.Path, Form(tax))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        return await platform.AsAsync("owner@madrid.test");
    }

    private static async Task<Guid> PlanAsync(Visitor owner, long price)
    {
        var key = (await owner.JsonAsync("/api/v1/manage/customer-groups", new { names = new { en = "Members" }, discountBasisPoints = 1000 }))["key"]!;
        return (Guid)(await owner.JsonAsync("/api/v1/manage/membership-plans", new { name = "Invoiced", description = "", groupKey = (string)key!, priceMinor = price, months = 1, creditMinor = 0, active = true }))["id"]!;
    }

    private async Task PayAsync(Pocket who, JsonNode started)
    {
        await who.Visitor.JsonAsync($"/api/v1/dev/card/{((string)started["payAt"]!).Split('/')[^1]}", new { outcome = "pay" });
        await platform.SettleAsync();
    }

    private async Task GivenBackThereAsync(Guid id, long minor)
    {
        await using var scope = await ScopeAsync();
        var work = scope.ServiceProvider.GetRequiredService<UnitOfWork>();
        await work.BeginAsync();
        var model = work.Model<PaymentsModel>();
        var payment = await model.Payments.FirstAsync(one => one.Id == id);
        (await scope.ServiceProvider.GetRequiredService<RefundsMadeThere>().TakeOverAsync(payment, [], minor, "made_there", null, CancellationToken.None)).ShouldBeTrue();
        await work.CommitAsync();
    }

    // Series, total and tax of all that was written for somebody, in order.
    private async Task<string[]> WrittenAsync(Pocket who) =>
        await platform.ScalarAsync<string[]>("madrid", $"select coalesce(array_agg(series || ' ' || total_minor || ' ' || tax_minor order by issued_at, series, number), array[]::text[]) from invoices where account_id = '{who.Account}'");

    private async Task<(long Owed, long Tax, long Prepaid)> BooksAsync(Guid payment)
    {
        Task<long> Of(string account) => platform.ScalarAsync<long>("madrid", $"select coalesce(sum(l.amount_minor), 0)::bigint from ledger_entries e join ledger_lines l on l.entry_id = e.id where e.payment_id = '{payment}' and l.account = '{account}'");
        return (await Of("receivable"), await Of("tax"), await Of("membership_prepaid"));
    }

    private async Task<Visitor> PageAsync(string email, string password)
    {
        var visitor = platform.Madrid();
        await visitor.SignInAsync(email, password);
        return visitor;
    }

    private async Task<AsyncServiceScope> ScopeAsync()
    {
        var scope = platform.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentTenant>().Set(await platform.TenantAsync("madrid"));
        return scope;
    }

    private static async Task<string> TextAsync(Visitor visitor, string path)
    {
        var answer = await visitor.GetAsync(path);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, path);
        return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
    }
}
