using System.Net;
using System.Text;
using System.Text.Json;
using PadelSaaS.Payments;
using PadelSaaS.Tests.House;

namespace PadelSaaS.Tests.Payments;

public sealed class ProviderEventTests(PlatformFixture platform) : IClassFixture<PlatformFixture>
{
    private readonly Checkout madrid = new(platform, "madrid");

    [Fact]
    public async Task Events_told_twice_at_once_and_in_the_wrong_order_settle_a_payment_once()
    {
        var held = await madrid.HoldAsync();
        var reference = await madrid.PayByCardAsync(held);
        await madrid.ChooseAsync(reference, "pay");
        var answers = await Task.WhenAll(
            TellAsync("evt_declined", "payment.declined", reference), TellAsync("evt_succeeded", "payment.succeeded", reference),
            TellAsync("evt_succeeded", "payment.succeeded", reference), TellAsync("evt_again", "payment.succeeded", reference));
        answers.ShouldAllBe(answer => answer == HttpStatusCode.OK);
        await platform.SettleAsync();
        (await TellAsync("evt_succeeded", "payment.succeeded", reference)).ShouldBe(HttpStatusCode.OK);
        await platform.SettleAsync();

        (await madrid.PaymentAsync(held)).ShouldBe("settled");
        (await madrid.BookingAsync(held)).ShouldBe("confirmed");
        (await madrid.ToldAsync(held, "PAYMENT_SETTLED")).ShouldBe(1);
        (await madrid.ToldAsync(held, "PAYMENT_FAILED")).ShouldBe(0);
        (await madrid.ToldAsync(held, "BOOKING_CONFIRMED")).ShouldBe(1);
        (await platform.ScalarAsync<long>("madrid", "select count(*) from provider_events where processed_at is null")).ShouldBe(0);
    }

    [Fact]
    public async Task A_forged_altered_or_old_event_is_refused()
    {
        var reference = await madrid.PayByCardAsync(await madrid.HoldAsync());
        var body = Body("evt_forged", "payment.succeeded", reference);
        var now = platform.Clock.Now;
        (await PostAsync(body, null)).ShouldBe(HttpStatusCode.Unauthorized);
        (await PostAsync(body, EventSignature.Sign(body, "another secret", now))).ShouldBe(HttpStatusCode.Unauthorized);
        (await PostAsync(body, EventSignature.Sign(body, Secret, now.AddSeconds(-301)))).ShouldBe(HttpStatusCode.Unauthorized);
        (await PostAsync(body, EventSignature.Sign(body, Secret, now.AddSeconds(301)))).ShouldBe(HttpStatusCode.Unauthorized);
        (await PostAsync(Body("evt_other", "payment.succeeded", reference), EventSignature.Sign(body, Secret, now))).ShouldBe(HttpStatusCode.Unauthorized);
        (await platform.ScalarAsync<long>("madrid", "select count(*) from provider_events where event_id in ('evt_forged', 'evt_other')")).ShouldBe(0);
        (await PostAsync(body, EventSignature.Sign(body, Secret, now.AddSeconds(-300)))).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_signed_event_that_claims_money_is_not_believed()
    {
        var held = await madrid.HoldAsync();
        var reference = await madrid.PayByCardAsync(held);
        (await TellAsync("evt_boast", "payment.succeeded", reference)).ShouldBe(HttpStatusCode.OK);
        await platform.SettleAsync();
        (await madrid.PaymentAsync(held)).ShouldBe("open");
        (await madrid.BookingAsync(held)).ShouldBe("pending");
    }

    [Fact]
    public async Task An_event_about_no_payment_of_this_club_is_404()
    {
        var reference = await madrid.PayByCardAsync(await madrid.HoldAsync());
        (await TellAsync("evt_stray", "payment.succeeded", "card_of_nobody")).ShouldBe(HttpStatusCode.NotFound);
        (await TellAsync("evt_stray", "payment.succeeded", reference, host: "lahore.localhost")).ShouldBe(HttpStatusCode.NotFound);
        (await TellAsync("evt_stray", "payment.succeeded", reference, provider: "paypal")).ShouldBe(HttpStatusCode.NotFound);
        (await platform.At("lahore.localhost").GetAsync($"/pay/card/{reference}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await platform.At("lahore.localhost").PostAsync($"/api/v1/dev/card/{reference}", new { outcome = "pay" })).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task An_event_faster_than_our_own_note_of_the_reference_settles_all_the_same()
    {
        var held = await madrid.HoldAsync();
        var reference = await madrid.PayByCardAsync(held);
        await madrid.ChooseAsync(reference, "pay");
        var id = await platform.ScalarAsync<Guid>("madrid", $"update payments set provider_reference = null where provider_reference = '{reference}' returning id");
        await platform.ExecuteAsync("madrid", "delete from timers where job = 'dev-card-event'");
        (await TellAsync("evt_fast", "payment.succeeded", reference, order: id)).ShouldBe(HttpStatusCode.OK);
        await platform.SettleAsync();
        (await madrid.PaymentAsync(held)).ShouldBe("settled");
    }

    private const string Secret = "development-only";

    private static byte[] Body(string id, string type, string reference, Guid? order = null) =>
        JsonSerializer.SerializeToUtf8Bytes(new { id, type, reference, orderId = order });

    private Task<HttpStatusCode> TellAsync(string id, string type, string reference, Guid? order = null, string host = "madrid.localhost", string provider = "dev")
    {
        var body = Body(id, type, reference, order);
        return PostAsync(body, EventSignature.Sign(body, Secret, platform.Clock.Now), host, provider);
    }

    private async Task<HttpStatusCode> PostAsync(byte[] body, string? signature, string host = "madrid.localhost", string provider = "dev")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/payments/events/{provider}") { Content = new StringContent(Encoding.UTF8.GetString(body), Encoding.UTF8, "application/json") };
        if (signature is not null) request.Headers.Add("Dev-Signature", signature);
        using var answer = await platform.At(host).SendAsync(request);
        return answer.StatusCode;
    }
}
