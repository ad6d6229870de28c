using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using PadelSaaS.Contracts;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Contracts.Tenants;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Identity;

/// <summary>
/// The property <c>people</c> of a tenant's file. Who is in it gets an account or keeps the one there is, with the name and the roles the
/// file gives; who is not in it stays as they are. A role until a day is no part of the file: elsewhere it would be for good. A password counts only for an account that is new, and never leaves again.
/// </summary>
internal sealed class PeopleSection(CurrentTenant current, UnitOfWork work, Users users, Credentials credentials, Roles roles) : ITenantFileSection
{
    public string Name => "people";

    public int Order => 10;

    private sealed record Person(string Email, string FirstName, string LastName, string? Phone, IReadOnlyList<string> Roles, string? Password);

    public void Check(JsonNode? section, JsonObject file)
    {
        foreach (var person in (section as JsonArray ?? []).OfType<JsonObject>()) Read(person);
    }

    public async Task ApplyAsync(Guid tenant, JsonNode? section, JsonObject file, CancellationToken stop)
    {
        if (section is not JsonArray people) return;

        await work.BeginAsync(stop);
        foreach (var person in people.OfType<JsonObject>().Select(Read))
        {
            if (await users.FindByEmailAsync(person.Email) is { } known) await AlignAsync(known, person, stop);
            else await AddAsync(person);
        }
        await work.CommitAsync(stop);
    }

    public async Task<JsonNode?> ExportAsync(Guid tenant, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        var model = work.Model<IdentityModel>();
        var held = (await model.UserRoles.AsNoTracking().Where(role => role.EndsAt == null).ToListAsync(stop)).ToLookup(role => role.UserId, role => role.Role);
        var people = await model.Users.AsNoTracking().OrderBy(user => user.NormalizedEmail).ToListAsync(stop);
        await work.RollbackAsync();
        return new JsonArray([.. people.Select(user => Write(user, held[user.Id]))]);
    }

    private Task AddAsync(Person person) => credentials.AddAsync(
        credentials.Newcomer(person.Email, person.FirstName, person.LastName, person.Phone, current.Info.DefaultLanguage), person.Password, person.Roles);

    private async Task AlignAsync(User known, Person person, CancellationToken stop)
    {
        await roles.SetAsync(known.Id, person.Roles, by: null, stop);
        if ((known.FirstName, known.LastName, known.PhoneNumber) == (person.FirstName, person.LastName, person.Phone)) return;

        (known.FirstName, known.LastName, known.PhoneNumber) = (person.FirstName, person.LastName, person.Phone);
        await users.UpdateAsync(known);
        work.Tell(new AccountChanged(known.Id));
    }

    private static Person Read(JsonObject person)
    {
        var roles = (person["roles"] as JsonArray)?.Select(role => (string?)role ?? "").Distinct().ToList() ?? [];
        var unknown = roles.Find(role => !RoleAbilities.Roles.Contains(role));
        return unknown is null
            ? new Person(Word("email"), Word("firstName"), Word("lastName"), (string?)person["phone"], roles, (string?)person["password"])
            : throw new TenantFileException($"people: there is no role '{unknown}'. There are: {string.Join(", ", RoleAbilities.Roles)}.");

        string Word(string name) => (string?)person[name] is { Length: > 0 } word ? word.Trim() : throw new TenantFileException($"people: '{name}' is missing.");
    }

    private static JsonObject Write(User user, IEnumerable<string> held)
    {
        var person = new JsonObject { ["email"] = user.Email!.ToLowerInvariant(), ["firstName"] = user.FirstName, ["lastName"] = user.LastName };
        if (user.PhoneNumber is { } phone) person["phone"] = phone;
        var inOrder = RoleAbilities.Roles.Where(held.Contains);
        person["roles"] = new JsonArray([.. inOrder.Select(role => (JsonNode)role)]);
        return person;
    }
}
