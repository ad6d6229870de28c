using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Contracts.Privacy;
using PadelSaaS.Platform.Data;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Identity;

/// <summary>The account itself. It goes whole, with its ways in; the club's own people give up their roles first.</summary>
internal sealed class PersonalAccount(UnitOfWork work, Entrance entrance) : IPersonalData
{
    public string Service => "identity";

    public async Task<IReadOnlyList<Obstacle>> ObstaclesAsync(Person person, CancellationToken stop)
    {
        var roles = await work.Model<IdentityModel>().UserRoles.AsNoTracking().Where(role => person.Accounts.Contains(role.UserId) && role.Role != RoleAbilities.Player).Select(role => role.Role).Distinct().ToListAsync(stop);
        return [.. roles.Order(StringComparer.Ordinal).Select(role => new Obstacle("role", role, null))];
    }

    public async Task<JsonObject> ExportAsync(Person person, CancellationToken stop)
    {
        var rows = new PersonalRows(work, person);
        var users = await work.Model<IdentityModel>().Users.AsNoTracking().Where(user => person.Accounts.Contains(user.Id)).ToListAsync(stop);
        return new JsonObject
        {
            ["accounts"] = new JsonArray([.. users.Select(user => (JsonNode)new JsonObject
            {
                ["id"] = $"{user.Id}", ["email"] = user.Email, ["firstName"] = user.FirstName, ["lastName"] = user.LastName, ["phone"] = user.PhoneNumber, ["language"] = user.Language,
                ["isVerified"] = user.EmailConfirmed, ["secondFactor"] = user.TwoFactorEnabled, ["createdAt"] = user.CreatedAt,
            })]),
            ["roles"] = await rows.JsonAsync("select role, granted_at from user_roles where user_id = any(@accounts)", stop),
            ["devices"] = await rows.JsonAsync("select created_at, last_used_at, ends_at, user_agent, ip, revoked_at from sessions where user_id = any(@accounts) order by created_at", stop),
            ["passkeys"] = await rows.JsonAsync("select name, created_at, last_used_at from passkeys where user_id = any(@accounts)", stop),
            ["keys"] = await rows.JsonAsync("select name, scopes, created_at, expires_at, last_used_at, revoked_at from api_keys where user_id = any(@accounts)", stop),
            ["providers"] = await rows.JsonAsync("select provider, connected_at from external_identities where user_id = any(@accounts)", stop),
        };
    }

    public async Task<IReadOnlyList<Handled>> EraseAsync(Person person, CancellationToken stop)
    {
        var (rows, model) = (new PersonalRows(work, person), work.Model<IdentityModel>());
        foreach (var account in person.Accounts)
        {
            await entrance.EndAllAsync(account, except: null, "erased", stop);
            work.Tell(new AccountChanged(account));
        }
        await model.SaveChangesAsync(stop);
        await rows.ExecuteAsync("delete from one_time_links where user_id = any(@accounts) or lower(address) = any(@addresses)", stop);
        await rows.ExecuteAsync("delete from staff_invitations where accepted_by = any(@accounts)", stop);
        await rows.ExecuteAsync("update user_roles set granted_by = null where granted_by = any(@accounts)", stop);
        var erased = await rows.ExecuteAsync("delete from users where id = any(@accounts)", stop);
        model.ChangeTracker.Clear();
        return erased > 0 ? [new Handled("accounts", erased)] : [];
    }
}
