using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.EntityFrameworkCore;
using PadelSaaS.Platform.Data;

namespace PadelSaaS.Tests.House;

/// <summary>
/// Every table has one owner, and nobody else's SQL speaks of it. Platform's own tables (outbox, inbox, timers, revisions …) are there for
/// everybody.
/// </summary>
public sealed partial class TableTests
{
    private const string Platform = "Platform";
    private static readonly Dictionary<(string Place, string Table), string> Owners = [];
    private static readonly List<string> Twice = [];

    static TableTests()
    {
        foreach (var script in Scripts())
            foreach (Match made in CreateTable().Matches(WithoutComments(File.ReadAllText(script))))
            {
                var table = (Place: Path.GetFileName(Path.GetDirectoryName(script))!, made.Groups["table"].Value);
                if (!Owners.TryAdd(table, OwnerOf(script))) Twice.Add($"{Repository.Short(script)} makes {table.Place}.{table.Value}, which {Owners[table]} made already");
            }
        // What a later script takes away is nobody's any more.
        foreach (var script in Scripts())
            foreach (Match gone in DropTable().Matches(WithoutComments(File.ReadAllText(script))))
                Owners.Remove((Path.GetFileName(Path.GetDirectoryName(script))!, gone.Groups["table"].Value));
    }

    [Fact]
    public void Every_table_is_made_by_one_script()
    {
        Owners.Count.ShouldBeGreaterThan(15);
        Twice.ShouldBeEmpty();
        // A tenant's path ends at its own schema and public: the same name in both places would be two tables with one word.
        Owners.Keys.GroupBy(table => table.Table).Where(same => same.Count() > 1).Select(same => same.Key).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_database_has_these_tables_and_no_others()
    {
        var database = await Template.CloneAsync(nameof(TableTests));
        var schema = await Cluster.ScalarAsync<string>(database, "select schema_name from platform.tenants limit 1");
        foreach (var (place, real) in new[] { ("platform", "platform"), ("tenant", schema) })
        {
            var tables = await Cluster.ScalarAsync<string[]>(database, $"select array_agg(tablename::text order by tablename) from pg_tables where schemaname = '{real}' and tablename <> 'migrations'");
            tables.Order(StringComparer.Ordinal).ShouldBe(Owners.Keys.Where(table => table.Place == place).Select(table => table.Table).Order(StringComparer.Ordinal));
        }
        await Cluster.ExecuteAsync("postgres", $"drop database {database} with (force)");
    }

    [Fact]
    public void No_script_mentions_another_services_table() =>
        Scripts().SelectMany(script => Foreign(script, Path.GetFileName(Path.GetDirectoryName(script)), [WithoutComments(File.ReadAllText(script))])).ShouldBeEmpty();

    [Fact]
    public void No_statement_in_the_code_mentions_another_services_table()
    {
        var sources = Repository.Services.Append(Path.Combine(Repository.Root, "src", "Web")).SelectMany(folder => Repository.Files(folder, ".cs"))
            .Concat(Repository.Files("src/Platform", ".cs"));
        sources.SelectMany(source => Foreign(source, null, Texts(source))).ShouldBeEmpty();
    }

    [Fact]
    public void No_model_maps_another_services_table()
    {
        var mapped = 0;
        foreach (var service in PadelSaaS.Host.House.Services.Select(service => service.GetType().Assembly))
            foreach (var type in service.GetTypes().Where(type => type.IsSubclassOf(typeof(ServiceModel))))
                foreach (var table in Model(type).Model.GetEntityTypes().Select(entity => entity.GetTableName()).OfType<string>())
                {
                    mapped++;
                    Owners.GetValueOrDefault(("tenant", table), Owners.GetValueOrDefault(("platform", table), "nobody"))
                        .ShouldBe(service.GetName().Name!.Split('.')[^1], $"{type.Name} maps {table}");
                }
        mapped.ShouldBeGreaterThan(5);
    }

    // Rooms of a service count in tens of their own, so gaps are fine; one number twice would run in an order nobody chose.
    [Fact]
    public void Scripts_are_numbered_once_and_named_with_words()
    {
        foreach (var folder in Scripts().GroupBy(script => Path.GetDirectoryName(script)!))
        {
            var numbers = folder.Select(script => int.Parse(Path.GetFileName(script)[..4], System.Globalization.CultureInfo.InvariantCulture)).ToList();
            numbers.ShouldBeUnique(Repository.Short(folder.Key));
            foreach (var script in folder) Path.GetFileName(script).ShouldMatch(@"^\d{4}(_[a-z0-9]+)+\.sql$");
        }
    }

    [Fact]
    public void The_wall_can_be_hit()
    {
        Mentioned("update bookings set x = 1").ShouldBe(["bookings"]);
        Mentioned("select 1 from platform.signing_keys k join venues v on true").ShouldBe(["signing_keys", "venues"]);
        Mentioned("insert into courts (id) select 1").ShouldBe(["courts"]);
        Mentioned("create index on venues (id); alter table courts add x int").ShouldBe(["venues", "courts"], ignoreOrder: true);
        Mentioned("Choose from venues near you").ShouldBeEmpty();
    }

    private static IEnumerable<string> Foreign(string file, string? place, IEnumerable<string> texts)
    {
        var self = OwnerOf(file);
        return from text in texts
               from table in Mentioned(text)
               let owner = place is null ? Owners.GetValueOrDefault(("tenant", table), Owners.GetValueOrDefault(("platform", table), self)) : Owners.GetValueOrDefault((place, table), self)
               where owner != self && owner != Platform
               select $"{Repository.Short(file)} speaks of {table}, which belongs to {owner}: hear its fact or ask its question";
    }

    // Only what reads like a statement: a sentence for people may speak of venues, too.
    private static IEnumerable<string> Mentioned(string text) =>
        !Statement().IsMatch(text) ? [] : Mention().Matches(text).Select(match => match.Groups["table"].Value).Distinct();

    private static IEnumerable<string> Texts(string source) =>
        from token in CSharpSyntaxTree.ParseText(File.ReadAllText(source)).GetRoot().DescendantTokens()
        where token.IsKind(SyntaxKind.StringLiteralToken) || token.IsKind(SyntaxKind.SingleLineRawStringLiteralToken)
            || token.IsKind(SyntaxKind.MultiLineRawStringLiteralToken) || token.IsKind(SyntaxKind.InterpolatedStringTextToken)
        select token.ValueText;

    private static DbContext Model(Type type)
    {
        var builder = (DbContextOptionsBuilder)Activator.CreateInstance(typeof(DbContextOptionsBuilder<>).MakeGenericType(type))!;
        builder.UseNpgsql("Host=nowhere");
        return (DbContext)Activator.CreateInstance(type, builder.Options)!;
    }

    private static IEnumerable<string> Scripts() => Repository.Files("src", ".sql");

    private static string OwnerOf(string file)
    {
        var parts = Repository.Short(file).Split('/');
        return parts[1] == "Services" ? parts[2] : parts[1];
    }

    private static string WithoutComments(string sql) => Comment().Replace(sql, "");

    [GeneratedRegex(@"--[^\n]*")]
    private static partial Regex Comment();

    // A table of another schema (the scheduler has one of its own) is in neither place.
    [GeneratedRegex(@"\bcreate\s+table\s+(if\s+not\s+exists\s+)?(?<table>[a-z_0-9]+)\b(?!\.)")]
    private static partial Regex CreateTable();

    [GeneratedRegex(@"\bdrop\s+table\s+(?<table>[a-z_0-9]+)\b")]
    private static partial Regex DropTable();

    [GeneratedRegex(@"^\s*(select|insert|update|delete|with|create|alter|truncate|lock|copy|merge|,|from|begin|do)\b|\b(select .* from|insert into|delete from|alter table)\b", RegexOptions.Singleline)]
    private static partial Regex Statement();

    [GeneratedRegex(@"\b(from|join|into|update|using|table|only|references|index (\w+ )?on)\s+([a-z_0-9]+\.)?(?<table>[a-z_0-9]+)")]
    private static partial Regex Mention();
}
