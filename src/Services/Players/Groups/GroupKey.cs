using System.Text;

namespace PadelSaaS.Players.Groups;

/// <summary>What files and rules call a group: made once from its name and never changed, because prices speak of it.</summary>
internal static class GroupKey
{
    private const int Longest = 30;

    public static string Of(IEnumerable<string> names, IReadOnlyCollection<string> taken)
    {
        // A name in another alphabet leaves nothing; perhaps one in another language does.
        var wish = names.Select(Latin).FirstOrDefault(key => key.Length > 0) ?? "group";
        return !taken.Contains(wish) && wish is not "new" ? wish : Enumerable.Range(2, taken.Count + 1).Select(number => $"{wish}-{number}").First(free => !taken.Contains(free));
    }

    private static string Latin(string name)
    {
        var key = new StringBuilder();
        foreach (var letter in Folded.Text(name))
        {
            if (char.IsAsciiLetterOrDigit(letter)) key.Append(letter);
            else if (key.Length > 0 && key[^1] != '-') key.Append('-');
        }
        return key.ToString()[..Math.Min(key.Length, Longest)].Trim('-');
    }
}
