using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using PadelSaaS.Contracts;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Contracts.Privacy;
using PadelSaaS.Contracts.Tenants;
using PadelSaaS.Identity.ApiKeys;
using PadelSaaS.Identity.Auditing;
using PadelSaaS.Identity.Impersonating;
using PadelSaaS.Identity.OAuth;
using PadelSaaS.Identity.Staff;
using PadelSaaS.Platform;
using PadelSaaS.Platform.Data;
using PadelSaaS.Platform.Events;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;
using PadelSaaS.Ui;

namespace PadelSaaS.Identity;

/// <summary>Accounts, credentials, sessions, tokens and roles of a club's people. It says who is asking, for every other service.</summary>
public sealed class IdentityService : IService
{
    /// <inheritdoc/>
    public string Name => "identity";

    /// <inheritdoc/>
    public void Add(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(new ScriptSource(Name, typeof(IdentityService).Assembly));
        services.AddReaction<TenantErased, WhenTenantErased>(Name);
        services.AddScoped<IPersonalData, PersonalAccount>();
        services.AddIdentityCore<User>(Rules).AddUserStore<UserStore>().AddUserManager<Users>();
        services.AddSingleton<SignInGate>().AddSingleton<Decoy>();
        services.AddSingleton<SigningKeyTimes>().AddSingleton<SigningKeyStore>().AddSingleton<SigningKeys>();
        services.AddSingleton<ISigningKeyRotation>(provider => provider.GetRequiredService<SigningKeyStore>());
        services.AddHttpContextAccessor().AddScoped<KnownDevices>().AddScoped<Guesses>();
        services.AddScoped<Credentials>().AddScoped<Roles>().AddScoped<AccessTokens>().AddScoped<Entrance>();
        services.AddScoped<OneTimeLinks>().AddScoped<Enrolment>().AddScoped<IFirstEntrance, FirstEntrance>();
        services.AddScoped<Alerts>().AddScoped<PasswordChange>().AddScoped<AddressChange>();
        services.AddScoped<IPasskeyHandler<User>, PasskeyHandler<User>>().AddScoped<PasskeyState>().AddScoped<NewPasskey>().AddScoped<RegisterWithPasskey>();
        services.AddScoped<RecoveryCodes>().AddScoped<Holder>().AddScoped<WaysIn>().AddScoped<ManageCodes>();
        services.Configure<IdentityPasskeyOptions>(options => (options.UserVerificationRequirement, options.ResidentKeyRequirement) = ("required", "required"));
        services.AddScoped<SecondFactor>().AddScoped<PendingSignIn>().AddScoped<Enrolling>();
        services.AddSingleton(new SealedColumn("second_factors", "secret", "second_factors.secret")).AddSingleton(IdentityModel.Phone).AddSingleton(IdentityModel.LinkData);
        StaffRoom.Add(services, Name);
        services.AddScoped<KeyStates>().AddScoped<ManageKeys>();
        services.AddScoped<SessionStates>().AddScoped<SharedSession>().AddScoped<Doorkeeper>();
        services.AddProviders();
        services.AddCallers();

        services.AddScoped<IReauthentication, Reauthentication>().AddScoped<IAccounts, Accounts>().AddScoped<ISessions, EndingSessions>();
        services.AddScoped<ITenantFileSection, PeopleSection>();
        services.AddNavEntry(new NavEntry(Door.Club, ShowAudit.Path, "Audit log", "shield-check", 97, typeof(AuditWords), Ability.SeeAudit, "/manage/venues"));
        services.AddForgetting<SessionEnded>(fact => [SessionStates.SessionTag(fact.SessionId)]);
        services.AddForgetting<RoleGranted>(fact => [SessionStates.AccountTag(fact.UserId)]);
        services.AddForgetting<RoleRevoked>(fact => [SessionStates.AccountTag(fact.UserId)]);
        services.AddForgetting<EmailVerified>(fact => [SessionStates.AccountTag(fact.UserId)]);
        services.AddForgetting<SecondFactorChanged>(fact => [SessionStates.AccountTag(fact.UserId)]);
        services.AddForgetting<AccountChanged>(fact => [SessionStates.AccountTag(fact.UserId)]);
    }

    /// <inheritdoc/>
    public void Map(Doors doors)
    {
        Register.Map(doors);
        ConfirmRegistration.Map(doors);
        RegisterWithPasskey.Map(doors);
        SignIn.Map(doors);
        RefreshTokens.Map(doors);
        PublishKeys.Map(doors);
        SignOut.Map(doors);
        WhoAmI.Map(doors);
        ShowAccount.Map(doors);
        SaveAccount.Map(doors);
        EndSession.Map(doors);
        SendVerification.Map(doors);
        VerifyEmail.Map(doors);
        ForgotPassword.Map(doors);
        ResetPassword.Map(doors);
        ChangePassword.Map(doors);
        ChangeEmail.Map(doors);
        ConfirmEmail.Map(doors);
        UndoEmail.Map(doors);
        EnterAsAdmin.Map(doors);
        StaffRoom.Map(doors);
        ManageKeys.Map(doors);
        ShowAudit.Map(doors);
        ExportAudit.Map(doors);
        ProveSecond.Map(doors);
        SetUpSecond.Map(doors);
        Enrol.Map(doors);
        SecondFactorApi.Map(doors);
        RecoveryCodesApi.Map(doors);
        SendSignInLink.Map(doors);
        FollowSignInLink.Map(doors);
        EndOtherSessions.Map(doors);
        LeaveForProvider.Map(doors);
        AskProvider.Map(doors);
        ReturnFromProvider.Map(doors);
        ConnectIdentity.Map(doors);
        DisconnectIdentity.Map(doors);
        BeDemoProvider.Map(doors);
        ManagePasskeys.Map(doors);
        SignInWithPasskey.Map(doors);
        ManageCodes.Map(doors);
        RecoverAccount.Map(doors);
        Recovered.Map(doors);
    }

    // Length is what makes a password strong; rules about digits and capitals only make it hard to remember.
    private static void Rules(IdentityOptions options)
    {
        options.Password = new PasswordOptions
        {
            RequiredLength = PasswordRules.Shortest,
            RequiredUniqueChars = 1,
            RequireDigit = false,
            RequireLowercase = false,
            RequireUppercase = false,
            RequireNonAlphanumeric = false,
        };
        options.Lockout = new LockoutOptions { MaxFailedAccessAttempts = 5, DefaultLockoutTimeSpan = TimeSpan.FromMinutes(15) };
    }
}
