using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using PadelSaaS.Admins.Access;
using PadelSaaS.Contracts.Admins;
using PadelSaaS.Platform.Audit;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Admins;

/// <summary>What the command line may do with admins.</summary>
internal sealed class Office(UnitOfWork work, Sealed seals, Guesses guesses, Hosts hosts, IConfiguration configuration, IHostEnvironment environment, TimeProvider clock) : IAdminOffice
{
    /// <summary>Columns of sealed secrets, as they are told to <see cref="Sealed"/>.</summary>
    public const string Totp = "admins.totp";

    public const string LinkTotp = "admin_links.totp";

    private static readonly TimeSpan LinkLives = TimeSpan.FromDays(1);
    private readonly AdminsModel model = work.Model<AdminsModel>();

    public static byte[] HashOf(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));

    public async Task<string> InviteAsync(string email, string name, CancellationToken stop)
    {
        if (email.IndexOf('@', StringComparison.Ordinal) < 1) throw new ArgumentException($"'{email}' is no e-mail address.");
        await work.BeginPlatformAsync(stop);
        var (admin, now) = (await AdminAsync(email, name, stop), clock.GetUtcNow());
        (admin.PasswordHash, admin.TotpSealed, admin.DisabledAt, admin.Failed, admin.LockedUntil) = (null, null, null, 0, null);
        await guesses.ForgiveAllAsync(admin.Id, stop);
        await EndSessionsAsync(admin.Id, now, stop);
        await model.Links.Where(link => link.AdminId == admin.Id && link.UsedAt == null).ExecuteUpdateAsync(link => link.SetProperty(row => row.UsedAt, now), stop);
        var key = WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(32));
        model.Add(new AdminLink { Hash = HashOf(key), AdminId = admin.Id, TotpSealed = seals.Seal(LinkTotp, admin.Id, Platform.Security.Totp.NewSecret())!, ExpiresAt = now + LinkLives });
        work.Audit(new Act("admin.invited", "admin", $"{admin.Id}", admin.Name));
        await work.CommitAsync(stop);
        return $"{Origin()}/setup?key={key}";
    }

    public async Task<bool> DisableAsync(string email, CancellationToken stop)
    {
        await work.BeginPlatformAsync(stop);
        if (await FindAsync(email, stop) is not { } admin)
        {
            await work.RollbackAsync();
            return false;
        }
        admin.DisabledAt ??= clock.GetUtcNow();
        await EndSessionsAsync(admin.Id, clock.GetUtcNow(), stop);
        work.Audit(new Act("admin.disabled", "admin", $"{admin.Id}", admin.Name));
        await work.CommitAsync(stop);
        return true;
    }

    public async Task DemoAsync(string email, string password, CancellationToken stop)
    {
        OnlyInDevelopment();
        await work.BeginPlatformAsync(stop);
        var admin = await AdminAsync(email, "Demo Admin", stop);
        if (admin.PasswordHash is null)
        {
            (admin.PasswordHash, admin.TotpSealed) = (new PasswordHasher<Admin>().HashPassword(admin, password), seals.Seal(Totp, admin.Id, Platform.Security.Totp.NewSecret()));
            work.Audit(new Act("admin.invited", "admin", $"{admin.Id}", admin.Name));
        }
        await work.CommitAsync(stop);
    }

    public async Task<string?> CodeAsync(string email, CancellationToken stop)
    {
        OnlyInDevelopment();
        await work.BeginPlatformAsync(stop);
        var admin = await FindAsync(email, stop);
        await work.RollbackAsync();
        return admin?.TotpSealed is null ? null : Platform.Security.Totp.Code(seals.Open(Totp, admin.Id, admin.TotpSealed)!, clock.GetUtcNow());
    }

    private async Task<Admin> AdminAsync(string email, string name, CancellationToken stop)
    {
        if (await FindAsync(email, stop) is { } known) return known;
        var now = clock.GetUtcNow();
        var admin = new Admin { Id = Guid.CreateVersion7(now), Email = email.Trim(), Name = name, CreatedAt = now };
        model.Add(admin);
        await model.SaveChangesAsync(stop);
        return admin;
    }

    private Task<Admin?> FindAsync(string email, CancellationToken stop) =>
        model.Admins.FromSql($"select * from admins where lower(email) = lower({email.Trim()}) for update").FirstOrDefaultAsync(stop);

    private Task<int> EndSessionsAsync(Guid admin, DateTimeOffset now, CancellationToken stop) =>
        model.Sessions.Where(session => session.AdminId == admin && session.EndedAt == null).ExecuteUpdateAsync(session => session.SetProperty(row => row.EndedAt, now), stop);

    private string Origin()
    {
        var port = configuration["Padel:PublicPort"];
        return $"{configuration["Padel:PublicScheme"] ?? "http"}://{hosts.Console}{(string.IsNullOrEmpty(port) || port is "80" or "443" ? "" : $":{port}")}";
    }

    private void OnlyInDevelopment()
    {
        if (!environment.IsDevelopment()) throw new InvalidOperationException("Written-down passwords and codes are for the Development environment only.");
    }
}
