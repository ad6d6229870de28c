using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using PadelSaaS.Contracts;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Contracts.Players;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Players.TenantFile;

/// <summary>
/// The property <c>customers</c> of a tenant's file: what the club knows of its customers beyond their accounts, and which groups they are in.
/// Who is not in the file stays as they are. The invented guests of a demo become customers too, as if they had booked.
/// </summary>
internal sealed class CustomersSection(UnitOfWork work, IAccounts accounts, Newcomers newcomers, TimeProvider clock) : ITenantFileSection
{
    public string Name => "customers";

    public int Order => 15;

    public void Check(JsonNode? section, JsonObject file) => CustomerEntry.Read(section, file);

    public async Task ApplyAsync(Guid tenant, JsonNode? section, JsonObject file, CancellationToken stop)
    {
        var entries = CustomerEntry.Read(section, file);
        var language = (string?)file["defaultLanguage"] ?? "en";
        await work.BeginAsync(stop);
        foreach (var guest in (file["demo"]?["activity"]?["guests"] as JsonArray ?? []).OfType<JsonObject>())
            if ((string?)guest["email"] is { Length: > 0 } email) await newcomers.AddGuestAsync((string?)guest["name"] ?? email, email, (string?)guest["phone"], language, stop);
        foreach (var entry in entries) await AlignAsync(await FindAsync(entry, language, stop), entry, stop);
        await work.CommitAsync(stop);
    }

    public async Task<JsonNode?> ExportAsync(Guid tenant, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        var model = work.Model<PlayersModel>();
        var order = await model.CustomerGroups.AsNoTracking().ToDictionaryAsync(group => group.Key, group => (group.Position, group.Key), stop);
        var places = (await model.GroupMembers.AsNoTracking().ToListAsync(stop)).OrderBy(place => order[place.GroupKey]).ToLookup(place => place.CustomerId);
        var customers = await model.Customers.AsNoTracking().Where(customer => customer.MergedInto == null).ToListAsync(stop);
        await work.RollbackAsync();
        // An account of which the club knows no more than its holder does is said under people.
        var said = customers.Where(customer => customer.AccountId is null || customer.Tags.Length > 0 || customer.BlockedReason is not null || customer.MarketingConsentAt is not null || places[customer.Id].Any())
            .OrderBy(customer => customer.Email?.ToLowerInvariant(), StringComparer.Ordinal).ThenBy(customer => customer.Name, StringComparer.Ordinal);
        var section = new JsonArray([.. said.Select(customer => CustomerEntry.Write(customer, places[customer.Id]))]);
        return section.Count == 0 ? null : section;
    }

    // An address that is an account's speaks of the account: the file is the club's own word.
    private async Task<Customer> FindAsync(CustomerEntry entry, string language, CancellationToken stop)
    {
        var customers = work.Model<PlayersModel>().Customers;
        if (entry.Email is { } email)
        {
            if (await accounts.FindByEmailAsync(email, stop) is { } account)
            {
                await newcomers.AddAsync(account, entry.Language ?? language, stop);
                return await WinnerAsync(await customers.FirstAsync(customer => customer.AccountId == account.Id, stop), stop);
            }
            await newcomers.AddGuestAsync(entry.Name ?? email, email, entry.Phone, entry.Language ?? language, stop);
            return await WinnerAsync(await work.Model<PlayersModel>().GuestsOf(email).FirstAsync(stop), stop);
        }
        // A sealed number is compared where it can be read.
        var known = (await customers.Where(customer => customer.AccountId == null && customer.Email == null && customer.Name == entry.Name).ToListAsync(stop)).Find(customer => customer.Phone == entry.Phone);
        if (known is not null) return await WinnerAsync(known, stop);

        var now = clock.GetUtcNow();
        known = new Customer { Id = Guid.CreateVersion7(now), Name = entry.Name!, Phone = entry.Phone, Language = entry.Language ?? language, CreatedAt = now };
        known.Touch(now);
        customers.Add(known);
        return known;
    }

    private async ValueTask<Customer> WinnerAsync(Customer customer, CancellationToken stop) =>
        customer.MergedInto is { } winner ? await work.Model<PlayersModel>().Customers.FirstAsync(kept => kept.Id == winner, stop) : customer;

    private async Task AlignAsync(Customer customer, CustomerEntry entry, CancellationToken stop)
    {
        var (model, now) = (work.Model<PlayersModel>(), clock.GetUtcNow());
        if (customer.AccountId is null) (customer.Name, customer.Phone, customer.Language) = (entry.Name ?? customer.Name, entry.Phone, entry.Language ?? customer.Language);
        if (!customer.Tags.SequenceEqual(entry.Tags ?? [])) customer.Tags = [.. entry.Tags ?? []];
        if (customer.BlockedReason != entry.Blocked) (customer.BlockedAt, customer.BlockedReason) = (entry.Blocked is null ? null : now, entry.Blocked);
        customer.MarketingConsentAt = entry.MarketingConsentAt;

        var places = await model.GroupMembers.Where(place => place.CustomerId == customer.Id).ToListAsync(stop);
        foreach (var wish in entry.Groups ?? [])
        {
            if (places.Find(place => place.GroupKey == wish.Key) is { } known) known.Until = wish.Until;
            else model.Add(new GroupMember { CustomerId = customer.Id, GroupKey = wish.Key, Until = wish.Until, AddedAt = now });
        }
        model.RemoveRange(places.Where(place => entry.Groups?.Any(wish => wish.Key == place.GroupKey) != true));

        if (!model.ChangeTracker.HasChanges()) return;
        customer.Touch(now);
        work.Tell(new CustomerChanged(customer.Id, customer.AccountId is { } account ? [account] : []));
        // Saved one by one: what is found for the next line has to be what this one left.
        await model.SaveChangesAsync(stop);
    }
}
