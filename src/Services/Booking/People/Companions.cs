using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Localization;
using PadelSaaS.Booking.Taking;
using PadelSaaS.Platform.Http;

namespace PadelSaaS.Booking.People;

/// <summary>What may be said when booking and need not be, as typed: how many play, who is asked along, and wishes.</summary>
public sealed record Companions(string GroupSize, IReadOnlyList<string> Friends, string SpecialRequests)
{
    /// <summary>Friends a form asks for; more are asked on the booking's page.</summary>
    public const int Most = 3;

    /// <summary>Nobody named yet.</summary>
    public static Companions None { get; } = new("", [], "");

    /// <summary>Whether anything was typed.</summary>
    public bool IsFilled => GroupSize.Length > 0 || SpecialRequests.Length > 0 || Friends.Any(friend => friend.Length > 0);

    /// <summary>How many play by what is typed: the booker with the friends, or as many as are said.</summary>
    internal int People => Math.Max(
        int.TryParse(GroupSize, NumberStyles.None, CultureInfo.InvariantCulture, out var said) && said <= 40 ? said : 1,
        1 + Friends.Where(friend => friend.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase).Count());

    internal static Companions Read(IFormCollection form) => new(
        Tidy(form["groupSize"].ToString()), [.. Enumerable.Range(0, Most).Select(at => Tidy(form[$"friends[{at}]"].ToString()))], Tidy(form["specialRequests"].ToString()));

    internal Wish AddTo(Wish wish, Checks checks, IStringLocalizer<BookingWords> t)
    {
        var size = GroupSize.Length == 0 ? (int?)null : int.TryParse(GroupSize, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
        checks.That(size is null or (>= 1 and <= 40), "groupSize", t["A number of people, from 1 to 40."]);
        var friends = Friends.Select((friend, at) => friend.Length == 0 ? null : checks.Email(friend, $"friends[{at}]", t["Please write an e-mail address, such as name@example.com."]))
            .OfType<string>().Where(friend => !string.Equals(friend, wish.Email, StringComparison.OrdinalIgnoreCase)).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        return wish with { GroupSize = size, Participants = [.. friends.Select(friend => new Participant(null, friend))], SpecialRequests = checks.Optional(SpecialRequests, "specialRequests", 500) };
    }

    private static string Tidy(string text) => text.Replace("\0", "", StringComparison.Ordinal).Trim();
}
