using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Payments;

/// <summary>What somebody at the test card page can make happen.</summary>
internal sealed record CardOutcome(string Code, string Result, TimeSpan After)
{
    /// <summary>All of them. The late one answers after a hold of eight minutes, extended once, is over.</summary>
    public static readonly IReadOnlyList<CardOutcome> All =
    [
        new("pay", "succeeded", TimeSpan.Zero),
        new("decline", "declined", TimeSpan.Zero),
        new("slow", "succeeded", TimeSpan.FromSeconds(20)),
        new("late", "succeeded", TimeSpan.FromMinutes(10)),
    ];

    public static CardOutcome? Find(string? code) => All.FirstOrDefault(outcome => outcome.Code == code);
}

/// <summary>The payer decides at the card company, which will tell us so when its answer is due.</summary>
internal sealed class ChooseOutcome(UnitOfWork work, DevCardCompany company, CurrentTenant tenant, TimeProvider clock)
{
    /// <returns>The payment after the choice, or why there was none.</returns>
    public async Task<(DevCardPayment? Payment, Refusal? Refusal)> ChooseAsync(string reference, CardOutcome outcome, CancellationToken stop)
    {
        var answersAt = clock.GetUtcNow() + outcome.After;
        if (await company.FindAsync(tenant.Info.Id, reference, stop) is not { } payment) return (null, Refusal.NotFound("This card payment"));
        if (!await company.ChooseAsync(tenant.Info.Id, reference, outcome.Result, answersAt, stop))
            return (payment, Refusal.Conflict("card_used", "This card page was used before."));

        // A crash before this commit is an event that never comes: reconciliation finds the payment then.
        await work.BeginAsync(stop);
        work.RingAt(answersAt, SendCardEvent.Job, $"{reference} evt_{Guid.CreateVersion7(clock.GetUtcNow()):n}");
        await work.CommitAsync(stop);
        return (payment, null);
    }
}
