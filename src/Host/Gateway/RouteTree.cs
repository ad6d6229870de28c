using System.Text.RegularExpressions;
using PadelSaaS.Platform.Http;

namespace PadelSaaS.Host.Gateway;

/// <summary>An address of the route table and the service that answers it.</summary>
public sealed record RoutedAddress(Door Door, string Template, string Service)
{
    /// <summary>The address of an endpoint; none for what every process answers, such as files.</summary>
    public static RoutedAddress? Of(RouteEndpoint endpoint) =>
        endpoint.Metadata.GetMetadata<DoorOf>() is { } door && endpoint.Metadata.GetMetadata<ServiceOf>() is { } service
            ? new RoutedAddress(door.Door, endpoint.RoutePattern.RawText ?? "/", service.Service)
            : null;
}

/// <summary>What a gateway matches from the first to the last: a path at a door belongs to a service.</summary>
/// <param name="Path">Pattern of the whole path, as RE2 reads it.</param>
public sealed record RoutedPath(Door Door, string Path, string Service)
{
    /// <summary>Whether a path is meant.</summary>
    public bool Matches(string path) => Regex.IsMatch(path, $"^(?:{Path})$", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
}

/// <summary>
/// Shares the route table out among services that run in processes of their own: where everything below a path is one service's, one rule says so;
/// elsewhere a rule for each place where they part. Words come before values, ids before other values, as in the house's own routing.
/// </summary>
public static partial class RouteTree
{
    private const string Id = "[0-9a-f-]{36}";
    private const string Value = "[^/]+";
    private const string Rest = ".*";

    /// <summary>The rules of all doors, in the order in which they have to be tried.</summary>
    /// <param name="others">Who answers what nobody else does: files, and the page that says that there is none.</param>
    /// <exception cref="InvalidOperationException">One address belongs to two services: no gateway could tell them apart.</exception>
    public static IReadOnlyList<RoutedPath> Of(IEnumerable<RoutedAddress> addresses, string others)
    {
        var rules = new List<RoutedPath>();
        foreach (var door in addresses.GroupBy(address => address.Door).OrderBy(door => door.Key))
        {
            var root = new Node();
            foreach (var address in door) root.Add(address);
            rules.AddRange(root.Below("").Select(rule => new RoutedPath(door.Key, $"(?i){rule.Path}", rule.Service)));
            rules.Add(new RoutedPath(door.Key, Rest, others));
        }
        return rules;
    }

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Values();

    private static string PatternOf(string segment)
    {
        if (segment.StartsWith("{*", StringComparison.Ordinal)) return Rest;
        if (segment.StartsWith('{') && segment.EndsWith(":guid}", StringComparison.Ordinal)) return Id;
        // Segments such as day.csv or {id}.png: what stands around the value is told apart by it.
        return string.Join(Value, Values().Split(segment).Select(Regex.Escape));
    }

    private static int Rank(string pattern) => pattern switch { Id => 1, Value => 2, Rest => 3, _ => 0 };

    private sealed class Node
    {
        private readonly Dictionary<string, Node> below = [];
        private readonly HashSet<string> services = [];
        private string? own;

        public void Add(RoutedAddress address)
        {
            var node = this;
            node.services.Add(address.Service);
            foreach (var segment in address.Template.Split('/', StringSplitOptions.RemoveEmptyEntries))
            {
                var pattern = PatternOf(segment);
                if (!node.below.TryGetValue(pattern, out var next)) node.below.Add(pattern, next = new Node());
                node = next;
                node.services.Add(address.Service);
            }
            if (node.own is not null && node.own != address.Service)
                throw new InvalidOperationException($"{address.Template} at the {address.Door} door belongs to {node.own} and to {address.Service}: one of them needs another path.");
            node.own = address.Service;
        }

        public IEnumerable<(string Path, string Service)> Below(string path)
        {
            foreach (var (pattern, node) in below.OrderBy(child => Rank(child.Key)).ThenBy(child => child.Key, StringComparer.Ordinal))
            {
                var here = $"{path}/{pattern}";
                if (node.services.Count == 1) yield return (pattern == Rest ? here : $"{here}(/.*)?", node.services.First());
                else foreach (var rule in node.Below(here)) yield return rule;
            }
            if (own is not null) yield return (path.Length == 0 ? "/" : path, own);
        }
    }
}
