using Microsoft.Extensions.Localization;
using PadelSaaS.Contracts.Venues;

namespace PadelSaaS.Notifications;

/// <summary>What a venue asks of everybody who comes, below a confirmation.</summary>
internal static class HouseRuleLines
{
    /// <summary>A line that names the venue and then its rules, line by line, in the reader's language where there is one.</summary>
    /// <param name="otherwise">The club's first language.</param>
    public static IEnumerable<string> Of(VenueCard? venue, string language, string otherwise, IStringLocalizer<NotificationsWords> words) =>
        venue?.Place.HouseRulesIn(language, otherwise) is { } rules
            ? [words["House rules of {0}:", venue.Name], .. rules.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)]
            : [];
}
