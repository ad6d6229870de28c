using System.Net;
using System.Net.Http.Json;
using PadelSaaS.Players.UseCases;
using PadelSaaS.Tests.Booking;
using PadelSaaS.Tests.House;
using PadelSaaS.Tests.Identity;

namespace PadelSaaS.Tests.Players;

/// <summary>Customers added by hand, and two clerks at one customer.</summary>
public sealed class AddAndMeanwhileTests(PlatformFixture platform) : IClassFixture<PlatformFixture>
{
    private const string Api = "/api/v1/customers";
    private const string New = "/manage/customers/new";

    [Fact]
    public async Task Somebody_is_added_once_and_who_looks_the_same_is_offered_instead()
    {
        var owner = await OwnerAsync();
        var added = await owner.PostAsync(Api, new { name = "Íñigo Nuevo", email = "inigo@example.test", phone = "+34 611 222 333", language = "es" });
        added.StatusCode.ShouldBe(HttpStatusCode.Created);
        var id = (Guid)(await added.JsonOf())["id"]!;
        ((string)(await owner.JsonAsync($"{Api}/{id}"))["history"]![0]!["act"]!).ShouldBe("added");

        // The same address is the same guest, however it is written and whatever is insisted on.
        var same = await owner.PostAsync($"{Api}?evenSo=true", new { name = "Another", email = "INIGO@example.test" });
        (await same.SlugOf()).ShouldBe("customer_known");
        ((Guid)(await same.JsonOf())["customers"]![0]!["id"]!).ShouldBe(id);
        // A family shares a telephone: offered first, made when that was seen.
        var sister = new { name = "Ainhoa Nuevo", phone = "0034611222333" };
        ((string)(await (await owner.PostAsync(Api, sister)).JsonOf())["customers"]![0]!["why"]!).ShouldBe("phone");
        (await owner.PostAsync($"{Api}?evenSo=true", sister)).StatusCode.ShouldBe(HttpStatusCode.Created);

        (await owner.PostAsync(Api, new { name = " " })).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var desk = (await platform.InMadrid().SignInAsync("desk@madrid.test")).Visitor;
        (await desk.PostAsync(Api, new { name = "By the desk" })).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Twenty_who_add_one_address_at_once_make_one_customer()
    {
        var owner = await OwnerAsync();
        var all = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => owner.PostAsync(Api, new { name = $"Twin {i}", email = "twin@example.test" })));
        all.Count(one => one.StatusCode == HttpStatusCode.Created).ShouldBe(1);
        all.Count(one => one.StatusCode == HttpStatusCode.Conflict).ShouldBe(19);
    }

    [Fact]
    public async Task The_page_offers_who_is_known_and_keeps_what_was_typed()
    {
        var owner = await OwnerPageAsync();
        var typed = new Dictionary<string, string> { ["name"] = "Katya", ["phone"] = "+34 699 888 777", ["tags"] = "ladder" };
        (await owner.SubmitAsync(New, New, typed)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var offered = await owner.SubmitAsync(New, New, new Dictionary<string, string>(typed) { ["name"] = "Kolya" });
        offered.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        var html = await offered.Content.ReadAsStringAsync();
        html.ShouldContain(">Katya<");
        html.ShouldContain("value=\"Kolya\"");
        (await owner.SubmitAsync(New, New, new Dictionary<string, string>(typed) { ["name"] = "Kolya", ["evenSo"] = "true" })).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await platform.ScalarAsync<long>("madrid", "select count(*) from customers where tags = '{ladder}'")).ShouldBe(2);
    }

    [Fact]
    public async Task Of_two_clerks_the_second_is_told_what_changed_and_nothing_typed_is_lost()
    {
        var api = await OwnerAsync();
        var id = (Guid)(await (await api.PostAsync(Api, new { name = "Nadia", phone = "+34 622 000 001", language = "es" })).JsonOf())["id"]!;
        var (path, clerk) = ($"/manage/customers/{id}", await OwnerPageAsync());
        var seen = (int)(await api.JsonAsync($"{Api}/{id}"))["revision"]!;
        var opened = new Dictionary<string, string>
        {
            ["was.revision"] = $"{seen}",
            ["was.name"] = "Nadia",
            ["was.phone"] = "+34 622 000 001",
        };
        // The first one changes number and name.
        (await PutAsync(api, id, new { name = "Nadia Ruiz", phone = "+34 622 000 002", language = "es", revision = seen })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await (await PutAsync(api, id, new { name = "Late", revision = seen })).SlugOf()).ShouldBe("changed_meanwhile");

        // The second one has typed another name and a tag.
        var refused = await clerk.SubmitAsync(path, path, new Dictionary<string, string>(opened) { ["name"] = "Nadya", ["phone"] = "+34 622 000 001", ["language"] = "es", ["tags"] = "ladder" });
        refused.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        var html = await refused.Content.ReadAsStringAsync();
        html.ShouldContain("Olga Owner changed this customer");
        html.ShouldContain("value=\"Nadya\"");
        html.ShouldContain("value=\"ladder\"");
        // What the second one did not touch shows what the first one saved: saving again does not take it back.
        new AngleSharp.Html.Parser.HtmlParser().ParseDocument(html).QuerySelector("input[name=phone]")!.GetAttribute("value").ShouldBe("+34 622 000 002");
        html.ShouldContain($"name=\"was.revision\" value=\"{seen + 1}\"");
        (await platform.ScalarAsync<string>("madrid", $"select name from customers where id = '{id}'")).ShouldBe("Nadia Ruiz");
    }

    [Fact]
    public void What_both_changed_stays_as_typed_and_is_named_with_theirs()
    {
        var was = CustomerTyped.New("es") with { Name = "A", Phone = "1", Groups = new Dictionary<string, string> { ["member"] = "" } };
        var (form, changes) = ChangedMeanwhile.Join(was, was with { Name = "B" }, was with { Name = "C", Phone = "2", Groups = new Dictionary<string, string>() });
        (form.Name, form.Phone, form.Groups.Count).ShouldBe(("B", "2", 0));
        changes.ShouldBe([new("name", "A", "C", "B"), new("phone", "1", "2", null), new("groups", "member", "", null)]);
    }

    private static Task<HttpResponseMessage> PutAsync(Visitor visitor, Guid id, object wish) => visitor.SendAsync(new HttpRequestMessage(HttpMethod.Put, $"{Api}/{id}") { Content = JsonContent.Create(wish) });

    private async Task<Visitor> OwnerAsync() => (await platform.InMadrid().SignInAsync("owner@madrid.test")).Visitor;

    private async Task<Visitor> OwnerPageAsync()
    {
        var owner = platform.Madrid();
        await owner.SignInAsync("owner@madrid.test", People.DemoPassword);
        return owner;
    }
}
