using System.Text.Json.Nodes;
using PadelSaaS.Tests.House;

namespace PadelSaaS.Tests.Payments.Faults;

/// <summary>One player shares the price of a held court, friends pay or do not, and the deadline comes.</summary>
internal sealed class SplitSaga(RealHost host, ClubRows rows, Payer payer, SagaSeed seed, Guid booking, string key)
{
    private readonly SplitPlan plan = seed.Split!;
    private readonly string name = $"seed{seed.Number}";

    public async Task PlayAsync(long price)
    {
        var others = price - (price + plan.Count - 1) / plan.Count;
        var agreed = await host.InsistAsync(HttpMethod.Post, $"/api/v1/bookings/{booking}/split", new
        {
            paymentMethod = seed.Method,
            shares = Enumerable.Range(0, plan.Count).Select(seat => seat == 0 ? new { name = (string?)null, email = (string?)null } : new { name = (string?)$"Friend {seat}", email = (string?)$"{name}-{seat}@example.test" }),
            fallback = plan.Fallback,
            coverUpToMinor = others * plan.CoverPercent / 100,
            nextFriends = plan.Fallback == "next_friend" ? new[] { new { name = "Next", email = $"{name}-next@example.test" } } : null,
        }, $"{name}-split", key);
        agreed.Status.ShouldBeOneOf([202, 409], agreed.Body);
        if (agreed.Status != 202 || plan.Own is null) return;
        await payer.ChooseAsync(agreed.Body, plan.Own);
        if (!await IsSecuredAsync()) return;

        for (var seat = 1; seat < plan.Count; seat++)
            if (plan.Friends[seat - 1] is { } card) await PayAsync(seat, card);
        if (plan.Replaced is { } replaced) await ActAsync(replaced, $"replace", new { name = "Instead", email = $"{name}-instead@example.test" });
        if (plan.Leaves is { } leaves && await LinkAsync(leaves) is var (id, link)) (await host.InsistAsync(HttpMethod.Post, $"/api/v1/payment-shares/{id}/leave", new { }, null, link)).Status.ShouldBeOneOf(200, 404, 409);
        if (seed.Cancels && plan.CancelsBetween) return;

        await DueAsync("deadline_at = now()");
        if (plan.Fallback is not ("open_seat" or "next_friend")) return;
        await Task.Delay(seed.Pause * 4);
        // Several at once go for whatever is not paid.
        for (var seat = 1; seat < plan.Count; seat++)
        {
            var last = seat;
            await Task.WhenAll(Enumerable.Range(0, plan.Strangers).Select(stranger => PayAsync(last, "pay", $"{name}-stranger{stranger}@example.test")));
        }
        await DueAsync("deadline_at = now(), last_at = now()");
    }

    private async Task PayAsync(int seat, string card, string? email = null)
    {
        if (await LinkAsync(seat) is not var (id, link)) return;
        var answer = await host.InsistAsync(HttpMethod.Post, $"/api/v1/payment-shares/{id}/pay", new { name = "Payer", email = email ?? $"{name}-{seat}@example.test" }, null, link);
        answer.Status.ShouldBeOneOf([202, 404, 409], answer.Body);
        if (answer.Status == 202) await payer.ChooseAsync(answer.Body, card);
    }

    private async Task ActAsync(int seat, string act, object body)
    {
        if (await LinkAsync(seat) is var (id, _)) (await host.InsistAsync(HttpMethod.Post, $"/api/v1/bookings/{booking}/split/shares/{id}/{act}", body, null, key)).Status.ShouldBeOneOf(200, 404, 409);
    }

    private async Task<(string Id, string Key)?> LinkAsync(int seat)
    {
        var seen = await host.InsistAsync(HttpMethod.Get, $"/api/v1/bookings/{booking}/split", null, null, key);
        if (seen.Status != 200 || JsonNode.Parse(seen.Body)!["shares"]![seat] is not { } share || (string?)share["link"] is not { } link) return null;
        return ((string)share["id"]!, link.Split("key=")[1]);
    }

    // Not for ever: where the word of the company was lost, it is asked about when everything comes to rest.
    private async Task<bool> IsSecuredAsync()
    {
        for (var patience = 0; patience < 40; patience++)
        {
            if (await rows.CountAsync($"select count(*) from splits where booking_id = '{booking}' and state <> 'waiting'") > 0) return true;
            await Task.Delay(150);
        }
        return false;
    }

    private Task DueAsync(string when) => rows.ExecuteAsync($"""
        update splits set {when} where booking_id = '{booking}' and state = 'open' and deadline_at > now();
        update platform.timers set due_at = now() where job = 'decide-split' and key = '{booking}'
        """);
}
