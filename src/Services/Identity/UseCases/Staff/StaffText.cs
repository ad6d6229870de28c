using System.Globalization;
using Microsoft.Extensions.Localization;
using PadelSaaS.Ui.Parts;
using PadelSaaS.Ui.Text;

namespace PadelSaaS.Identity.Staff;

/// <summary>Roles and days as people say them.</summary>
internal static class StaffText
{
    public static string Role(string role, IStringLocalizer<StaffWords> t) => role switch
    {
        RoleAbilities.Owner => t["Owner"],
        RoleAbilities.Manager => t["Manager"],
        RoleAbilities.Desk => t["Desk"],
        RoleAbilities.Coach => t["Coach"],
        _ => role,
    };

    /// <summary>What a role lets somebody do, in a sentence.</summary>
    public static string Hint(string role, IStringLocalizer<StaffWords> t) => role switch
    {
        RoleAbilities.Owner => t["Everything, also the club itself, other owners and the audit log."],
        RoleAbilities.Manager => t["Bookings, venues, prices, money, customers and staff, but no owners."],
        RoleAbilities.Desk => t["The board, bookings, taking money, and looking customers up."],
        RoleAbilities.Coach => t["The own lessons, and nothing of anybody else."],
        _ => "",
    };

    public static IReadOnlyList<Option> Options(IEnumerable<string> roles, IStringLocalizer<StaffWords> t) => [.. roles.Select(role => new Option(role, Role(role, t)))];

    /// <summary>A day with its year: people work here for years.</summary>
    public static string Day(DateOnly day) => $"{TimeText.Day(day)} {day.Year.ToString(CultureInfo.InvariantCulture)}";

    public static string Day(DateTimeOffset at, string zone) => Day(TimeText.LocalDate(at, zone));
}
