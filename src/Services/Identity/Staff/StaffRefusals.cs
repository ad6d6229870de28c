using Microsoft.AspNetCore.Http;
using PadelSaaS.Platform.Http;

namespace PadelSaaS.Identity.Staff;

/// <summary>The rules about who works here that say no. The sentences are keys of <see cref="StaffWords"/>.</summary>
internal static class StaffRefusals
{
    public static readonly Refusal NotYours =
        new("role_not_yours", StatusCodes.Status403Forbidden, "Only an owner gives and takes this role: nobody gives more than they have themselves.") { Field = "role" };

    public static readonly Refusal NotYourMember =
        new("member_not_yours", StatusCodes.Status403Forbidden, "This person may do more than you. Only an owner changes that.");

    public static readonly Refusal PastYourOwn =
        new("role_outlasts_yours", StatusCodes.Status403Forbidden, "Your own role ends before that. Nobody gives a role for longer than they have theirs.") { Field = "until" };

    public static readonly Refusal LastOwner =
        Refusal.Conflict("last_owner", "A club needs an owner without an end date. Make somebody else one first.") with { Field = "role" };

    public static readonly Refusal UnknownRole = Refusal.Malformed("role", "There is no such role. Please pick one of the list.");

    public static readonly Refusal BadDay = Refusal.Malformed("until", "Please give a day from today on, at most two years ahead.");

    public static readonly Refusal AlreadyHas = Refusal.Conflict("already_staff", "This person has that role already. You find them in the list of who works here.") with { Field = "email" };

    public static readonly Refusal EnoughLinks =
        Refusal.Conflict("enough_links", "This address got three links within the hour. The newest one works; or send another later.") with { Field = "email" };

    public static readonly Refusal Closed = Refusal.Conflict("invitation_closed", "This invitation was answered or withdrawn meanwhile.");

    /// <summary>Whoever follows the link is not whom it was sent to.</summary>
    public static readonly Refusal OtherAddress = new("invitation_other_address", StatusCodes.Status403Forbidden, "This invitation was sent to another address than your account's.");

    public static readonly Refusal SignInFirst = new("sign_in_first", StatusCodes.Status401Unauthorized, "There is an account with this address. Sign in with it, then accept.");

    /// <summary>Who invited may no longer give this role.</summary>
    public static readonly Refusal NoLongerBacked =
        Refusal.Conflict("invitation_void", "Whoever invited you can no longer give this role. Ask the club for a new invitation.");

    public static readonly Refusal OwnerUnlimited = Refusal.Conflict("owner_unlimited", "An owner has no limits: whoever owns the club could lift them.");

    public static readonly Refusal OwnLimit = new("limit_own", StatusCodes.Status403Forbidden, "Nobody sets their own limits. Ask an owner.");

    public static readonly Refusal WiderThanYours =
        new("limit_wider_than_yours", StatusCodes.Status403Forbidden, "That is more than you may give back yourself, so you cannot allow it.") { Field = "atOnce" };

    public static readonly Refusal BadAmount = Refusal.Malformed("atOnce", "Please give an amount such as 50.00, or leave it empty for no limit.");

    public static readonly Refusal UnknownAsk = Refusal.Malformed("asks", "Please pick one of the three.");

    public static readonly Refusal BadFirstDay = Refusal.Malformed("from", "Please give a day from today on, at most 90 days ahead.");

    public static readonly Refusal NotFound = Refusal.NotFound("This person");
}
