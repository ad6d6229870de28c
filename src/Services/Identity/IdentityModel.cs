using Microsoft.EntityFrameworkCore;
using PadelSaaS.Identity.ApiKeys;
using PadelSaaS.Identity.OAuth;
using PadelSaaS.Identity.Staff;
using PadelSaaS.Platform.Data;
using PadelSaaS.Platform.Security;

namespace PadelSaaS.Identity;

/// <summary>Accounts, their roles and their sessions. Identity's stores need no more of a context than a set of users.</summary>
internal sealed class IdentityModel(DbContextOptions<IdentityModel> options) : ServiceModel(options)
{
    /// <summary>A number that somebody gave with their account.</summary>
    public static readonly SealedColumn Phone = new("users", "phone_sealed", "users.phone", Plain: "phone");

    /// <summary>What was typed before an account exists: name, number, hash of the password.</summary>
    public static readonly SealedColumn LinkData = new("one_time_links", "data_sealed", "one_time_links.data", Plain: "data");

    public DbSet<User> Users => Set<User>();

    public DbSet<UserRole> UserRoles => Set<UserRole>();

    public DbSet<Session> Sessions => Set<Session>();

    public DbSet<RefreshToken> RefreshTokens => Set<RefreshToken>();

    public DbSet<OneTimeLink> OneTimeLinks => Set<OneTimeLink>();

    public DbSet<SecondFactorRow> SecondFactors => Set<SecondFactorRow>();

    public DbSet<Passkey> Passkeys => Set<Passkey>();

    public DbSet<ExternalIdentity> ExternalIdentities => Set<ExternalIdentity>();

    public DbSet<RecoveryCode> RecoveryCodes => Set<RecoveryCode>();

    public DbSet<ApiKey> ApiKeys => Set<ApiKey>();

    public DbSet<Invitation> Invitations => Set<Invitation>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<User>(user =>
        {
            user.Ignore(u => u.UserName).Ignore(u => u.NormalizedUserName).Ignore(u => u.FullName);
            user.Seals(nameof(User.PhoneNumber), Phone);
            user.Property(u => u.PhoneNumberConfirmed).HasColumnName("phone_is_verified");
            user.Property(u => u.EmailConfirmed).HasColumnName("is_verified");
            user.Property(u => u.ConcurrencyStamp).IsConcurrencyToken();
        });
        modelBuilder.Entity<UserRole>().HasKey(role => new { role.UserId, role.Role });
        modelBuilder.Entity<Session>().HasOne<User>().WithMany().HasForeignKey(session => session.UserId);
        modelBuilder.Entity<SecondFactorRow>().Property(row => row.Id).ValueGeneratedNever();
        modelBuilder.Entity<Invitation>(invitation =>
        {
            invitation.ToTable("staff_invitations");
            invitation.Property(one => one.Id).ValueGeneratedNever();
            invitation.Ignore(one => one.IsOpen);
        });
        modelBuilder.Entity<ApiKey>().Property(key => key.Id).ValueGeneratedNever();
        modelBuilder.Entity<Passkey>().HasKey(passkey => passkey.CredentialId);
        modelBuilder.Entity<ExternalIdentity>(one =>
        {
            one.HasKey(identity => new { identity.Provider, identity.Subject });
            one.HasOne<User>().WithMany().HasForeignKey(identity => identity.UserId);
        });
        modelBuilder.Entity<RecoveryCode>().HasKey(code => code.Hash);
        modelBuilder.Entity<OneTimeLink>(link =>
        {
            link.Property(l => l.Id).ValueGeneratedNever();
            link.Seals(nameof(OneTimeLink.Data), LinkData, plainType: "jsonb");
            link.HasOne<User>().WithMany().HasForeignKey(l => l.UserId);
        });
        modelBuilder.Entity<RefreshToken>(token =>
        {
            token.HasKey(t => t.Hash);
            token.HasOne<Session>().WithMany().HasForeignKey(t => t.SessionId);
        });
    }
}
