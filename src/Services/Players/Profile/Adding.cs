using Microsoft.EntityFrameworkCore;
using PadelSaaS.Contracts.Players;
using PadelSaaS.Platform.Audit;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Tenancy;
using PadelSaaS.Players.Merging;

namespace PadelSaaS.Players.Profile;

/// <summary>
/// Adds one customer by hand. Whoever has the same address or number is offered instead; somebody else with the same number may be added all
/// the same, for families share a telephone, and never a second guest with the same address.
/// </summary>
internal sealed class Adding(UnitOfWork work, Editing editing, Lookalikes lookalikes, Visit visit, TimeProvider clock)
{
    /// <param name="evenSo">Whether the ones who look alike were seen and are others.</param>
    public async Task<(Guid Id, Refusal? Refusal)> AddAsync(CustomerInput input, bool evenSo, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        var customer = new Customer { Id = Guid.CreateVersion7(now), Name = "", Language = visit.Languages[0], CreatedAt = now };
        await work.BeginAsync(stop);
        var checks = new Checks();
        input.Apply(customer, visit, checks, now);
        await editing.GroupsAsync(customer, input, checks, now, stop);
        if (!checks.Pass) return await GiveUpAsync(checks.Refusal());
        if (await KnownAsync(customer, evenSo, stop) is { } known) return await GiveUpAsync(known);

        var model = work.Model<PlayersModel>();
        customer.Touch(now);
        model.Add(customer);
        editing.Note(customer.Id, "added", new { }, now);
        work.Audit(new Act("customer.added", "customer", $"{customer.Id}"));
        work.Tell(new CustomerChanged(customer.Id, []));
        try
        {
            await work.CommitAsync(stop);
            return (customer.Id, null);
        }
        catch (DbUpdateException lost) when (Editing.Lost(lost) is { } refusal)
        {
            return await GiveUpAsync(refusal);
        }
    }

    private async Task<Refusal?> KnownAsync(Customer customer, bool evenSo, CancellationToken stop)
    {
        if (customer.Email is { } email && await GuestAsync(email, stop) is { } guest)
            return Refusals.CustomerKnown([new Lookalike(guest.Id, guest.AccountId, guest.Name, guest.Email, guest.Phone, "email")]);
        if (evenSo) return null;
        var alike = (await lookalikes.OfAsync(customer, stop)).Where(one => one.Why is "email" or "phone").ToList();
        return alike.Count == 0 ? null : Refusals.CustomerKnown(alike);
    }

    // Whoever was merged into somebody is found as who was kept.
    private async Task<Customer?> GuestAsync(string email, CancellationToken stop)
    {
        var model = work.Model<PlayersModel>();
        var guest = await model.GuestsOf(email).AsNoTracking().FirstOrDefaultAsync(stop);
        return guest?.MergedInto is { } kept ? await model.Customers.AsNoTracking().FirstAsync(one => one.Id == kept, stop) : guest;
    }

    private async Task<(Guid Id, Refusal? Refusal)> GiveUpAsync(Refusal refusal)
    {
        await work.RollbackAsync();
        return (Guid.Empty, refusal);
    }
}
