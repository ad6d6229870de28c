using System.Text.Json.Nodes;
using PadelSaaS.Platform.Jobs;

namespace PadelSaaS.Payments.Stripe;

/// <summary>Opens a club's account at the stand-in and answers everything it asks, so that a demo club takes cards out of the box. Development only.</summary>
internal sealed class OpenStandInAccount(ConnectingStripe connecting, StripeSettings settings, StripeClient stripe) : ITimerJob
{
    public const string Job = "open-stand-in-account";

    public async Task RingAsync(string key, CancellationToken stop)
    {
        if (!settings.IsStandIn) return;
        var account = await connecting.OpenAsync(stop);
        await stripe.PostAsync<JsonNode>($"/control/accounts/{account}/complete", null, new RequestOptions(), stop);
        if (await connecting.ReadAgainAsync(stop) is { } refusal) throw new InvalidOperationException(refusal.Sentence);
    }
}
