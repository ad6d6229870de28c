using System.Globalization;

namespace PadelSaaS.Venues.TenantFile;

/// <summary>Weekdays as people write them: <c>*</c>, <c>1-5</c>, <c>1-4,7</c>. Monday is 1.</summary>
internal static class Weekdays
{
    public static int[]? Parse(string text)
    {
        if (text == "*") return [1, 2, 3, 4, 5, 6, 7];

        var days = new SortedSet<int>();
        foreach (var part in text.Split(','))
        {
            var ends = part.Split('-');
            if (ends.Length > 2 || Day(ends[0]) is not { } first || Day(ends[^1]) is not { } last || first > last) return null;
            for (var day = first; day <= last; day++) days.Add(day);
        }
        return [.. days];
    }

    public static string Format(IReadOnlyCollection<int> days)
    {
        if (days.Count == 7) return "*";

        var parts = new List<string>();
        for (var day = 1; day <= 7; day++)
        {
            if (!days.Contains(day)) continue;
            var last = day;
            while (days.Contains(last + 1)) last++;
            parts.Add(last - day > 1 ? string.Create(CultureInfo.InvariantCulture, $"{day}-{last}")
                : last > day ? string.Create(CultureInfo.InvariantCulture, $"{day},{last}")
                : day.ToString(CultureInfo.InvariantCulture));
            day = last;
        }
        return string.Join(',', parts);
    }

    private static int? Day(string text) => text is [>= '1' and <= '7'] ? text[0] - '0' : null;
}
