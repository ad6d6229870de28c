using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Identity;

/// <summary>A device makes a passkey: for who opens an account with it, and for who adds it to theirs. Its public half comes here.</summary>
internal sealed class NewPasskey(IPasskeyHandler<User> handler, PasskeyState kept, Users users, Alerts alerts, UnitOfWork work)
{
    /// <summary>The device's answer is not to what it was asked, or came too late.</summary>
    public static readonly Refusal DoesNotFit = Refusal.Malformed("", "The device's answer does not fit. Please try again.");

    /// <summary>What the device is asked. The key says whose it is: who opens an account gets the id that stands in it.</summary>
    public async Task<IResult> AskAsync(Guid accountId, string email, string fullName, HttpContext http)
    {
        var options = await handler.MakeCreationOptionsAsync(new PasskeyUserEntity { Id = $"{accountId}", Name = email, DisplayName = fullName }, http);
        kept.Keep(http, options.AttestationState);
        return Results.Text(options.CreationOptionsJson, "application/json");
    }

    /// <summary>The key and whose it is; <see langword="null"/> when the answer does not fit. What was asked is answered once.</summary>
    public async Task<(UserPasskeyInfo Key, Guid Account)?> ReadAsync(IFormCollection form, HttpContext http)
    {
        if (kept.Take(http) is not { } state) return null;
        var result = await handler.PerformAttestationAsync(new PasskeyAttestationContext { HttpContext = http, CredentialJson = form["credential"].ToString(), AttestationState = state });
        return result.Succeeded && Guid.TryParse(result.UserEntity.Id, out var id) ? (result.Passkey, id) : null;
    }

    /// <summary>The account has the key from now on, and its holder hears of it.</summary>
    public async Task AddAsync(User user, UserPasskeyInfo key, HttpContext http)
    {
        key.Name = DeviceName.Of(http.Request.Headers.UserAgent);
        await users.AddOrUpdatePasskeyAsync(user, key);
        work.Tell(new SecondFactorChanged(user.Id));
        alerts.Tell(user, AccountAlert.PasskeyAdded, detail: key.Name);
    }
}
