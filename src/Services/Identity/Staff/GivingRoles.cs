using PadelSaaS.Contracts.Identity;

namespace PadelSaaS.Identity.Staff;

/// <summary>
/// Who may give and take which role. An owner gives all of them; others give what they have themselves and never that of an owner. Seeing one's
/// own lessons gives nobody anything over others, so whoever keeps the staff may make a coach.
/// </summary>
internal static class GivingRoles
{
    private static readonly string[] Own = [Ability.SeeCoachCalendar];

    /// <summary>Every role but the player's, the one that may most first.</summary>
    public static readonly IReadOnlyList<string> OfStaff = [.. RoleAbilities.Roles.Where(role => role != RoleAbilities.Player)];

    /// <summary>Whether somebody who holds these roles gives and takes this one.</summary>
    public static bool May(IEnumerable<string> held, string role)
    {
        var mine = held.ToList();
        if (mine.Contains(RoleAbilities.Owner)) return OfStaff.Contains(role);
        var abilities = RoleAbilities.Of(mine);
        return role != RoleAbilities.Owner && OfStaff.Contains(role) && abilities.Contains(Ability.ManageStaff) && RoleAbilities.Of([role]).Except(Own).All(abilities.Contains);
    }

    /// <summary>Whether somebody who holds these roles changes somebody who holds those: an owner is changed by owners alone.</summary>
    public static bool MayChange(IEnumerable<string> held, IEnumerable<string> theirs) => theirs.Where(OfStaff.Contains).All(role => May(held, role));
}
