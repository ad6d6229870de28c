using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using PadelSaaS.Contracts;

namespace PadelSaaS.Payments.StripeFake;

/// <summary>A payment in an account's own view.</summary>
public sealed record DashboardCharge(string Id, Money Amount, string? Description, bool IsOpen);

/// <summary>What a club may see and do at Stripe itself: refunds and disputes that the platform did not begin, and payouts. There is no sign-in: it is a test.</summary>
internal sealed class StripeDashboard(Balances balances, Payouts payouts, Disputes disputes, Refunds refunds)
{
    private const int Latest = 20;

    public async Task<IResult> AnswerAsync(HttpContext http, StripeBooks books, string account)
    {
        var stop = http.RequestAborted;
        if (await books.TryFindAsync(account, stop) is not { Kind: "account" }) return StripePages.Message("This account is not known", "Nothing is here.", status: StatusCodes.Status404NotFound);
        if (http.Request.Method == "POST")
        {
            var act = (await http.Request.ReadFormAsync(stop))["act"].ToString().Split(' ');
            if (act is ["payout"]) await payouts.AutomaticAsync(books, account, stop);
            if (act is ["dispute", var disputed]) disputes.Open(books, await books.FindAsync("charge", disputed, account, stop, "charge", toChange: true), "fraudulent");
            if (act is ["refund", var refunded]) await refunds.FromDashboardAsync(books, account, refunded, stop);
            return Results.Redirect($"{StripeDoor.Path}{http.Request.Path}{http.Request.QueryString}");
        }

        var sums = await balances.OfAsync(books, account, stop);
        var charges = await books.ReadAsync($"where account = $1 and kind = 'charge' and id like 'ch%' and (body->>'captured')::bool order by serial desc limit {Latest}", stop, account);
        return new RazorComponentResult<DashboardPage>(new
        {
            Here = $"{StripeDoor.Path}{http.Request.Path}{http.Request.QueryString}",
            Account = account,
            Balances = sums.Select(sum => (new Money(sum.Available, sum.Currency.ToUpperInvariant()), new Money(sum.Pending, sum.Currency.ToUpperInvariant()))).ToList(),
            Charges = charges.Select(charge => new DashboardCharge(charge.Id, StripePages.MoneyOf(charge), charge.Text("description"), !charge.Is("disputed") && charge.Number("amount_refunded") == 0)).ToList(),
        });
    }
}
