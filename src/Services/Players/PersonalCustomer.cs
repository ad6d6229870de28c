using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using PadelSaaS.Contracts.Players;
using PadelSaaS.Contracts.Privacy;
using PadelSaaS.Platform.Data;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Players;

/// <summary>What the club knows of a customer, and who that customer is: with all rows that turned out to be the same person.</summary>
internal sealed class PersonalCustomer(UnitOfWork work) : IPersonalData, IPeople
{
    private const string Theirs = """
        (select c.id from customers c left join customers kept on kept.id = c.merged_into
          where c.account_id = any(@accounts) or kept.account_id = any(@accounts) or (c.account_id is null and lower(c.email) = any(@addresses)) or (kept.account_id is null and lower(kept.email) = any(@addresses)))
        """;

    public string Service => "players";

    public async Task<Person?> OfCustomerAsync(Guid customerId, CancellationToken stop = default)
    {
        var customers = work.Model<PlayersModel>().Customers.AsNoTracking();
        if (await customers.FirstOrDefaultAsync(one => one.Id == customerId, stop) is not { } found) return null;
        var kept = found.MergedInto ?? found.Id;
        var rows = await customers.Where(one => one.Id == kept || one.MergedInto == kept).ToListAsync(stop);
        return new Person(
            [.. rows.Select(one => one.AccountId).OfType<Guid>()], [.. rows.Select(one => one.Email?.ToLowerInvariant()).OfType<string>().Distinct()], [.. rows.Select(one => one.Name).Distinct()], []);
    }

    public async Task<Guid?> CustomerOfAsync(Guid accountId, CancellationToken stop = default) =>
        await work.Model<PlayersModel>().Customers.AsNoTracking().FirstOrDefaultAsync(one => one.AccountId == accountId, stop) is { } found ? found.MergedInto ?? found.Id : null;

    public Task<IReadOnlyList<Obstacle>> ObstaclesAsync(Person person, CancellationToken stop) => Task.FromResult<IReadOnlyList<Obstacle>>([]);

    public async Task<JsonObject> ExportAsync(Person person, CancellationToken stop)
    {
        var rows = new PersonalRows(work, person);
        var customers = await OfAsync(person, stop);
        return new JsonObject
        {
            ["customers"] = new JsonArray([.. customers.Select(one => (JsonNode)new JsonObject
            {
                ["id"] = $"{one.Id}", ["name"] = one.Name, ["email"] = one.Email, ["phone"] = one.Phone, ["language"] = one.Language, ["tags"] = new JsonArray([.. one.Tags.Select(tag => (JsonNode?)tag)]),
                ["blockedReason"] = one.BlockedReason, ["marketingConsentAt"] = one.MarketingConsentAt, ["createdAt"] = one.CreatedAt,
            })]),
            ["groups"] = await rows.JsonAsync($"select group_key, until, added_at from group_members where customer_id in {Theirs}", stop),
            ["notes"] = await rows.JsonAsync($"select at, text from customer_notes where customer_id in {Theirs} order by at", stop),
            ["changes"] = await rows.JsonAsync($"select at, act, detail from customer_history where customer_id in {Theirs} order by at", stop),
        };
    }

    public async Task<IReadOnlyList<Handled>> EraseAsync(Person person, CancellationToken stop)
    {
        var (rows, model) = (new PersonalRows(work, person), work.Model<PlayersModel>());
        var customers = await OfAsync(person, stop);
        foreach (var import in await model.Imports.Where(one => one.AppliedAt == null).ToListAsync(stop))
            if (person.Addresses.Concat(person.Names).Any(says => import.Text?.Contains(says, StringComparison.OrdinalIgnoreCase) == true)) model.Remove(import);
        await model.SaveChangesAsync(stop);
        await rows.ExecuteAsync("update customer_notes set author = @nobody, author_id = null where author_id = any(@accounts)", stop);
        await rows.ExecuteAsync("update customer_history set actor = @nobody, actor_id = null where actor_id = any(@accounts)", stop);
        // Those who were merged go with the one who was kept, and before: the row that stays leads to nobody.
        await rows.ExecuteAsync($"update customers set merged_into = null where id in {Theirs} and merged_into in {Theirs}", stop);
        var notes = await rows.ExecuteAsync($"delete from customer_notes where customer_id in {Theirs}", stop);
        var ids = customers.Select(one => one.Id).ToList();
        var erased = 0;
        foreach (var id in ids)
        {
            await using var command = work.Command("with gone as (delete from customers where merged_into = $1) delete from customers where id = $1", id);
            erased += await command.ExecuteNonQueryAsync(stop);
        }
        foreach (var one in customers) work.Tell(new CustomerChanged(one.Id, one.AccountId is { } account ? [account] : []));
        return erased + notes == 0 ? [] : [new Handled("customers", erased), .. notes > 0 ? (Handled[])[new Handled("staff's notes", notes)] : []];
    }

    private Task<List<Customer>> OfAsync(Person person, CancellationToken stop)
    {
        var (accounts, addresses) = (person.Accounts.ToArray(), person.Addresses.ToArray());
        return work.Model<PlayersModel>().Customers.FromSql($"select * from customers where account_id = any({accounts}) or (account_id is null and lower(email) = any({addresses}))").AsNoTracking().ToListAsync(stop);
    }
}
