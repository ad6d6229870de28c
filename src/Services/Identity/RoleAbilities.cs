using PadelSaaS.Contracts.Identity;

namespace PadelSaaS.Identity;

/// <summary>
/// What each role may do. Read whenever a cookie or token is read and never stored in one, so a change here works at once for
/// everybody. Use cases ask for the ability; no other file knows a role's rights.
/// </summary>
internal static class RoleAbilities
{
    public const string Owner = "owner";
    public const string Manager = "manager";
    public const string Desk = "desk";
    public const string Coach = "coach";
    public const string Player = "player";

    private static readonly Dictionary<string, IReadOnlyList<string>> Table = new()
    {
        [Owner] =
        [
            Ability.ManageBookings, Ability.SeeBoard, Ability.ManageVenues, Ability.ManagePrices, Ability.TakePayments,
            Ability.SeeCustomers, Ability.ManageCustomers, Ability.ManageStaff, Ability.ManageTenant, Ability.SeeAudit, Ability.SeePayments,
        ],
        [Manager] =
        [
            Ability.ManageBookings, Ability.SeeBoard, Ability.ManageVenues, Ability.ManagePrices, Ability.TakePayments,
            Ability.SeeCustomers, Ability.ManageCustomers, Ability.ManageStaff, Ability.SeePayments,
        ],
        [Desk] = [Ability.ManageBookings, Ability.SeeBoard, Ability.TakePayments, Ability.SeeCustomers],
        [Coach] = [Ability.SeeCoachCalendar],
        [Player] = [],
    };

    /// <summary>Every role, the one that may most first.</summary>
    public static IReadOnlyCollection<string> Roles => Table.Keys;

    /// <summary>What somebody with these roles may do. A role nobody knows any more allows nothing.</summary>
    public static IReadOnlyList<string> Of(IEnumerable<string> roles) =>
        [.. roles.SelectMany(role => Table.GetValueOrDefault(role, [])).Distinct().Order(StringComparer.Ordinal)];
}
