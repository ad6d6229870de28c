using System.Globalization;
using Microsoft.Extensions.Localization;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Notifications;

/// <summary>What is written to people about their account: links that work once, and news they should hear in case it was not them.</summary>
internal sealed class AccountMails(ClubAddress address, CurrentTenant tenant, IStringLocalizer<NotificationsWords> words)
{
    /// <summary>The mail around a link; <see langword="null"/> for a purpose nobody has words for.</summary>
    public Mail? Write(AccountLinkIssued fact, Reader reader)
    {
        using var speaking = Speaking.In(reader.Language);
        var club = tenant.Info.Name;
        return fact.Purpose switch
        {
            LinkPurpose.Register => Link(fact, words["Open your account at {0}", club], words["One tap opens your account at {0}. If you asked on another device, have your password at hand.", club], words["Open account"]),
            LinkPurpose.VerifyEmail => Link(fact, words["Confirm your address"], words["Confirm to {0} that this address is yours.", club], words["Confirm"]),
            LinkPurpose.SignIn => Link(fact, words["Sign in to {0}", club], words["One tap signs you in at {0}. Open it on the device you asked with.", club], words["Sign in"]),
            LinkPurpose.ResetPassword => Link(fact, words["Set a new password"], words["Set a new password for your account at {0}.", club], words["Set password"]),
            LinkPurpose.ChangeEmail => Link(fact, words["Use this address at {0}", club], words["Confirm that you want to sign in at {0} with this address from now on.", club], words["Use this address"]),
            LinkPurpose.UndoEmail => Link(
                fact, words["Your address at {0} was changed", club], words["Your account at {0} has another address now: {1}. If it was not you, take yours back.", club, fact.Detail ?? ""],
                words["Take it back"]),
            LinkPurpose.JoinStaff => Invitation(fact),
            _ => null,
        };
    }

    /// <summary>The mail about something that happened; <see langword="null"/> for news nobody has words for.</summary>
    public Mail? Write(AccountAlerted fact, Reader reader)
    {
        using var speaking = Speaking.In(reader.Language);
        var club = tenant.Info.Name;
        return fact.What switch
        {
            AccountAlert.RegisteredAgain => News(
                fact, words["You have an account at {0} already", club], words["Somebody asked to open an account with your address. You have one: just sign in."], words["Sign in"], "/sign-in",
                words["If it was not you, there is nothing to do: nobody got in."]),
            AccountAlert.PasswordReset => Warning(fact, words["Your password is new"], words["A new password was set for your account at {0} by a link in a mail. Every device was signed out.", club]),
            AccountAlert.PasswordChanged => Warning(fact, words["Your password was changed"], words["The password of your account at {0} was changed. Your other devices were signed out.", club]),
            AccountAlert.SecondFactorAsked => Asked(fact),
            AccountAlert.SecondFactorOn => Warning(fact, words["A code is asked for from now on"], words["An authenticator app was added to your account at {0}.", club]),
            AccountAlert.SecondFactorOff => Warning(fact, words["No code is asked for any more"], words["The authenticator app was removed from your account at {0}.", club]),
            AccountAlert.RecoveryCodeUsed => Warning(fact, words["A recovery code was used"], words["Somebody signed in to your account at {0} with a recovery code. Below: how many are left.", club]),
            AccountAlert.RecoveryCodesMade => Warning(fact, words["New recovery codes were made"], words["Your account at {0} has new recovery codes. The ones from before work no longer.", club]),
            AccountAlert.PasskeyAdded => Warning(fact, words["A passkey was added"], words["A device can now sign in to your account at {0} without a password.", club]),
            AccountAlert.PasskeyRemoved => Warning(fact, words["A passkey was removed"], words["A device can no longer sign in to your account at {0} by its passkey.", club]),
            AccountAlert.IdentityConnected => Warning(fact, words["Another account was connected"], words["Your account at {0} can be entered with the account named below from now on.", club]),
            AccountAlert.IdentityRemoved => Warning(fact, words["A connected account was removed"], words["The account named below opens your account at {0} no longer.", club]),
            AccountAlert.TokenReused => Warning(
                fact, words["We signed a device out"], words["A sign-in at {0} was used in two places at once. Perhaps it was copied, so we ended it. Sign in there again.", club]),
            AccountAlert.ApiKeyAdded => Warning(fact, words["A key for programs was made"], words["A program can now act for your account at {0} with a key. Below: its name.", club]),
            AccountAlert.DataReady => News(
                fact, words["Your data from {0} is ready", club], words["The archive with what {0} keeps about you can be downloaded for 48 hours, by you alone and signed in.", club], words["Download"], "/account/export",
                words["You did not ask for it? Then set a new password now: somebody else is signed in to your account."]),
            AccountAlert.DataReadyByClub => News(
                fact, words["Your data from {0} is ready", club], words["The club had an archive made with what {0} keeps about you. It can be downloaded for 48 hours, by you alone and signed in.", club], words["Download"], "/account/export",
                words["You did not ask the club for it? Tell them. Nobody there can open it."]),
            AccountAlert.RolesChanged => Roles(fact),
            AccountAlert.EmailChangeAsked => Warning(
                fact, words["Somebody wants to change your address"], words["Somebody who is signed in to your account at {0} asked to change its address. It changes when the new address is confirmed.", club]),
            AccountAlert.EmailChanged => Warning(fact, words["This is your address now"], words["You sign in at {0} with this address from now on.", club]),
            AccountAlert.EmailRestored => Warning(
                fact, words["The address was changed back"], words["The reader of the former address took a change back. Every device was signed out of the account at {0}.", club]),
            _ => null,
        };
    }

    private Mail Link(AccountLinkIssued fact, string subject, string sentence, string label) => new(
        MailKind.AccountLink, subject, sentence, subject, [sentence], [], new MailLink(label, address.Of(tenant.Info, fact.Path)),
        [words["The link works once, until {0}.", When(fact.Until)], words["If you did not ask for it, leave this mail alone: nothing happens."]]);

    private Mail Invitation(AccountLinkIssued fact)
    {
        var (club, by) = (tenant.Info.Name, fact.By ?? tenant.Info.Name);
        string subject = words["{0} invites you to work at {1}", by, club];
        string sentence = words["{0} would like you to work at {1} as: {2}. Follow the link to accept; the page asks before anything happens.", by, club, RoleName(fact.Detail)];
        return new Mail(
            MailKind.AccountLink, subject, sentence, subject, [sentence], [], new MailLink(words["See the invitation"], address.Of(tenant.Info, fact.Path)),
            [words["The link works once, until {0}.", When(fact.Until)], words["You did not expect this? Leave this mail alone: nothing happens."]]);
    }

    private Mail Roles(AccountAlerted fact)
    {
        var club = tenant.Info.Name;
        var held = (fact.Detail ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(role => RoleName(role)).ToList();
        string subject = held.Count == 0 ? words["You work at {0} no longer", club] : words["Your role at {0} changed", club];
        string sentence = held.Count == 0 ? words["Your roles at {0} have ended. Your account as a player stays.", club] : words["Somebody who runs {0} changed what you may do there.", club];
        return new Mail(
            MailKind.AccountNews, subject, sentence, subject, [sentence], held.Count == 0 ? [] : [new MailRow(words["Roles from now on"], string.Join(", ", held))],
            new MailLink(words["Your account"], address.Of(tenant.Info, "/account")), [words["If you think this is a mistake, ask the club."]]);
    }

    private Mail Asked(AccountAlerted fact)
    {
        var club = tenant.Info.Name;
        string day = DateOnly.ParseExact(fact.Detail!, "yyyy-MM-dd", CultureInfo.InvariantCulture).ToString("D", CultureInfo.CurrentCulture);
        return News(
            fact with { Detail = null }, words["{0} asks for a second factor", club], words["From {0} on, who works at {1} signs in with an authenticator app or a passkey. Your account has neither yet: it takes two minutes.", day, club],
            words["Set it up"], "/account/second-step", words["From that day on nothing else opens for you at the club until one is set up."]);
    }

    private string RoleName(string? role) => role switch
    {
        "owner" => words["Owner"],
        "manager" => words["Manager"],
        "desk" => words["Desk"],
        "coach" => words["Coach"],
        _ => role ?? "",
    };

    private Mail Warning(AccountAlerted fact, string subject, string sentence) => News(
        fact, subject, sentence, words["Set a new password"], "/forgot-password", words["Was it you? Then there is nothing to do. If not, set a new password now."]);

    private Mail News(AccountAlerted fact, string subject, string sentence, string label, string path, params string[] smallPrint) => new(
        MailKind.AccountNews, subject, sentence, subject, [sentence], Rows(fact), new MailLink(label, address.Of(tenant.Info, path)), smallPrint);

    private IReadOnlyList<MailRow> Rows(AccountAlerted fact) => fact.Detail is { Length: > 0 } detail ? [new MailRow(words["About"], detail)] : [];

    // In the club's zone, named: the reader may be anywhere.
    private string When(DateTimeOffset at)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(tenant.Info.Zone);
        var local = TimeZoneInfo.ConvertTime(at, zone);
        return $"{local.ToString("d MMM HH:mm", CultureInfo.CurrentCulture)} ({tenant.Info.Zone})";
    }
}
