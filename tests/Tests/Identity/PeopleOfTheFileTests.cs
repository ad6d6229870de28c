using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using PadelSaaS.Contracts.Tenants;
using PadelSaaS.Tests.House;

namespace PadelSaaS.Tests.Identity;

public sealed class PeopleOfTheFileTests(PlatformFixture platform) : IClassFixture<PlatformFixture>
{
    [Fact]
    public async Task Applying_the_file_again_changes_nothing_and_keeps_passwords()
    {
        await ApplyAsync(_ => { });
        var before = await StateAsync();
        await ApplyAsync(people => people[0]!["password"] = "Another-demo-2026");

        (await StateAsync()).ShouldBe(before);
        (await platform.Madrid().LoginAsync("owner@madrid.test", People.DemoPassword)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_role_that_the_file_gives_or_takes_counts_at_once()
    {
        var desk = platform.Madrid();
        desk.Token = (string)(await desk.JsonAsync("/api/v1/auth/login", new { email = "desk@madrid.test", password = People.DemoPassword }))["accessToken"]!;
        (await AbilitiesOf(desk)).ShouldContain("desk.board");

        await ApplyAsync(people => people[1]!["roles"] = new JsonArray("coach"));
        await platform.SettleAsync();
        (await AbilitiesOf(desk)).ShouldBe(["coach.calendar"]);
        await ApplyAsync(_ => { });
        (await AbilitiesOf(desk)).ShouldContain("desk.board");
    }

    [Fact]
    public async Task Who_has_no_password_yet_cannot_sign_in()
    {
        await ApplyAsync(people => people.Add(new JsonObject { ["email"] = "coach@madrid.test", ["firstName"] = "Cora", ["lastName"] = "Coach", ["roles"] = new JsonArray("coach") }));

        (await platform.Madrid().LoginAsync("coach@madrid.test", "")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await platform.Madrid().LoginAsync("coach@madrid.test", "anything at all")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task An_export_names_people_and_holds_no_secret()
    {
        var (file, _) = (await platform.Services.GetRequiredService<ITenantOffice>().ExportAsync("madrid")).ShouldNotBeNull();
        var owner = file["people"]!.AsArray().Single(person => (string)person!["email"]! == "owner@madrid.test")!.AsObject();

        owner.Select(member => member.Key).ShouldBe(["email", "firstName", "lastName", "roles"]);
        file.ToJsonString().ShouldNotContain("AQAAAA");
    }

    [Fact]
    public async Task A_role_nobody_knows_is_refused_by_name()
    {
        var failure = await Should.ThrowAsync<TenantFileException>(() => ApplyAsync(people => people[0]!["roles"] = new JsonArray("emperor")));
        failure.Message.ShouldContain("emperor");
    }

    private static async Task<IEnumerable<string>> AbilitiesOf(Visitor visitor) =>
        (await visitor.JsonAsync("/api/v1/auth/me"))["abilities"]!.AsArray().Select(ability => (string)ability!);

    private Task<string> StateAsync() => platform.ScalarAsync<string>("madrid",
        "select string_agg(concat_ws('|', u.id, email, password_hash, first_name, phone, updated_at, role), E'\\n' order by email, role) from users u join user_roles r on r.user_id = u.id");

    private async Task ApplyAsync(Action<JsonArray> change)
    {
        var file = (JsonObject)JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "House", "clubs", "madrid.json")))!;
        change(file["people"]!.AsArray());
        await platform.Services.GetRequiredService<ITenantOffice>().ApplyAsync(file, new Dictionary<string, byte[]>(), _ => { });
    }
}
