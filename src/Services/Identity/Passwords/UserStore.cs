using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Identity;

/// <summary>Identity's own store, on the unit of work's model: what it saves belongs to the open transaction.</summary>
internal sealed class UserStore(UnitOfWork work, TimeProvider clock) : UserOnlyStore<User, IdentityModel, Guid>(work.Model<IdentityModel>())
{
    public override Task<User?> FindByNameAsync(string normalizedUserName, CancellationToken cancellationToken = default) =>
        FindByEmailAsync(normalizedUserName, cancellationToken);

    public override Task<IdentityResult> UpdateAsync(User user, CancellationToken cancellationToken = default)
    {
        user.UpdatedAt = clock.GetUtcNow();
        return base.UpdateAsync(user, cancellationToken);
    }

    public override async Task AddOrUpdatePasskeyAsync(User user, UserPasskeyInfo passkey, CancellationToken cancellationToken)
    {
        if (await Passkeys.FirstOrDefaultAsync(one => one.CredentialId == passkey.CredentialId && one.UserId == user.Id, cancellationToken) is { } known)
            (known.SignCount, known.IsBackedUp, known.IsUserVerified, known.LastUsedAt) = (passkey.SignCount, passkey.IsBackedUp, passkey.IsUserVerified, clock.GetUtcNow());
        else
            Passkeys.Add(Passkey.Of(user, passkey, clock.GetUtcNow()));
    }

    public override async Task<IList<UserPasskeyInfo>> GetPasskeysAsync(User user, CancellationToken cancellationToken) =>
        [.. (await Passkeys.AsNoTracking().Where(one => one.UserId == user.Id).ToListAsync(cancellationToken)).Select(one => one.AsInfo())];

    public override async Task<User?> FindByPasskeyIdAsync(byte[] credentialId, CancellationToken cancellationToken) =>
        await Passkeys.AsNoTracking().FirstOrDefaultAsync(one => one.CredentialId == credentialId, cancellationToken) is { } known ? await FindByIdAsync(known.UserId.ToString(), cancellationToken) : null;

    public override async Task<UserPasskeyInfo?> FindPasskeyAsync(User user, byte[] credentialId, CancellationToken cancellationToken) =>
        (await Passkeys.AsNoTracking().FirstOrDefaultAsync(one => one.CredentialId == credentialId && one.UserId == user.Id, cancellationToken))?.AsInfo();

    public override Task RemovePasskeyAsync(User user, byte[] credentialId, CancellationToken cancellationToken) =>
        Passkeys.Where(one => one.CredentialId == credentialId && one.UserId == user.Id).ExecuteDeleteAsync(cancellationToken);

    private DbSet<Passkey> Passkeys => Context.Passkeys;
}
