using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using PadelSaaS.Contracts.Tenants;
using PadelSaaS.Tests.House;

namespace PadelSaaS.Tests.Tenants;

/// <summary>What <c>padel tenant apply</c> does, for a test that gives a club another look.</summary>
internal static class Clubs
{
    /// <summary>Applies the file of a club of the template, changed, with these pictures.</summary>
    public static async Task ApplyAsync(this PlatformFixture platform, string club, Action<JsonObject> change, params (string Name, string Content)[] pictures)
    {
        var file = (JsonObject)JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "House", "clubs", $"{club}.json")))!;
        change(file);
        await platform.Services.GetRequiredService<ITenantOffice>()
            .ApplyAsync(file, pictures.ToDictionary(picture => picture.Name, picture => Encoding.UTF8.GetBytes(picture.Content)), _ => { });
    }

    /// <summary>Opens a club that has nothing yet but its owner.</summary>
    public static Task OpenEmptyAsync(this PlatformFixture platform, string slug) => platform.ApplyAsync("madrid", file =>
    {
        file["slug"] = slug;
        file["name"] = "Quite New";
        file["venues"] = new JsonArray();
    });

    /// <summary>A drawing of one colour.</summary>
    public static string Drawing(string colour, string more = "") => $"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="9" height="9" fill="{colour}"/>{more}</svg>""";
}
