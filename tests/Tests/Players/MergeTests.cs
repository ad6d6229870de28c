using System.Net;
using Microsoft.Extensions.DependencyInjection;
using PadelSaaS.Contracts.Players;
using PadelSaaS.Platform.Tenancy;
using PadelSaaS.Tests.Booking;
using PadelSaaS.Tests.House;
using PadelSaaS.Tests.Identity;

namespace PadelSaaS.Tests.Players;

public sealed class MergeTests(PlatformFixture platform) : IClassFixture<PlatformFixture>
{
    [Fact]
    public async Task Same_address_same_number_and_a_very_similar_name_are_suggested_and_others_are_not()
    {
        await platform.Madrid().RegisterAsync("Montse@example.test");
        await platform.SettleAsync();
        var id = await PutAsync("Montserrat Puig", "montse@example.test", "+34 611 222 333");
        await PutAsync("M. P.", null, "611-222-333");
        await PutAsync("Montserat Puig", "other@example.test", null);
        await PutAsync("Somebody Different", "different@example.test", "+34 699 999 999");

        var found = (await (await OwnerAsync()).JsonAsync($"/api/v1/customers/{id}/lookalikes"))["lookalikes"]!.AsArray();
        found.Select(one => (string)one!["why"]!).ShouldBe(["email", "phone", "name"]);
        found.Select(one => (string)one!["name"]!).ShouldBe(["Ana Gil", "M. P.", "Montserat Puig"]);
    }

    [Fact]
    public async Task Bookings_notes_tags_and_groups_of_both_are_found_at_the_one_that_is_kept()
    {
        await GroupsAsync();
        var account = await RegisteredAsync("nora@example.test");
        var (kept, gone) = (await CustomerOfAsync(account), await BookedGuestAsync("Noraguest", "10:00"));
        await platform.ExecuteAsync("madrid", $"""
            update customers set tags = array['league'] where id = '{kept}';
            update customers set tags = array['League', 'mornings'], phone = '+34 600 555 444' where id = '{gone}';
            insert into group_members values ('{kept}', 'member', '2027-01-31', now()), ('{gone}', 'member', '2028-01-31', now()), ('{gone}', 'junior', null, now())
            """);
        var owner = await OwnerAsync();
        await owner.PostAsync($"/api/v1/customers/{gone}/notes", new { text = "Written at the guest" });
        (await StandingAsync(account)).Groups.ShouldBe(["member"]);

        (await owner.PostAsync($"/api/v1/customers/{kept}/merge", new { with = gone })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        var profile = await owner.JsonAsync($"/api/v1/customers/{kept}");
        ((int)profile["bookingsTotal"]!).ShouldBe(1);
        ((string)profile["notes"]![0]!["text"]!).ShouldBe("Written at the guest");
        profile["tags"]!.AsArray().Select(tag => (string)tag!).ShouldBe(["league", "mornings"]);
        profile["groups"]!.AsArray().Select(place => $"{place!["key"]} {place["until"]}").ShouldBe(["junior ", "member 2028-01-31"]);
        ((string)profile["history"]![0]!["act"]!).ShouldBeOneOf("merged", "merged_away");
        (await StandingAsync(account)).Groups.ShouldBe(["junior", "member"], ignoreOrder: true);

        // Whoever has the old id, the old address or the old number gets to the same customer.
        ((string)(await owner.JsonAsync($"/api/v1/customers/{gone}"))["id"]!).ShouldBe($"{kept}");
        foreach (var text in (string[])["noraguest@", "600555444", "nora@"])
            (await owner.JsonAsync($"/api/v1/customers?q={text}"))["customers"]!.AsArray().Select(one => (string)one!["id"]!).ShouldBe([$"{kept}"], text);
        var page = await PageAsync();
        (await page.GetAsync($"/manage/customers/{gone}")).Headers.Location!.ToString().ShouldBe($"/manage/customers/{kept}");
        (await platform.ScalarAsync<long>("madrid", $"select count(*) from platform.outbox where event_type = 'CUSTOMERS_MERGED' and aggregate = '{kept}'")).ShouldBe(1);

        // The guest books again: still the same customer, with two bookings now.
        await BookedGuestAsync("Noraguest", "12:00");
        ((int)(await owner.JsonAsync($"/api/v1/customers/{kept}"))["bookingsTotal"]!).ShouldBe(2);
    }

    [Fact]
    public async Task An_account_is_not_merged_into_a_guest_and_nobody_with_themselves_or_twice()
    {
        var account = await CustomerOfAsync(await RegisteredAsync("pau@example.test"));
        var guest = await PutAsync("Pau", "pau.guest@example.test", null);
        var owner = await OwnerAsync();
        (await (await owner.PostAsync($"/api/v1/customers/{guest}/merge", new { with = account })).SlugOf()).ShouldBe("keep_the_account");
        (await (await owner.PostAsync($"/api/v1/customers/{guest}/merge", new { with = guest })).SlugOf()).ShouldBe("same_customer");
        (await owner.PostAsync($"/api/v1/customers/{guest}/merge", new { with = Guid.CreateVersion7() })).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        (await owner.PostAsync($"/api/v1/customers/{account}/merge", new { with = guest })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await (await owner.PostAsync($"/api/v1/customers/{account}/merge", new { with = guest })).SlugOf()).ShouldBe("same_customer");
    }

    [Fact]
    public async Task Who_was_merged_into_somebody_who_is_merged_leads_to_the_last_one()
    {
        var (first, second, third) = (await PutAsync("Chain One", "chain1@example.test", null), await PutAsync("Chain Two", "chain2@example.test", null), await PutAsync("Chain Three", "chain3@example.test", null));
        var owner = await OwnerAsync();
        (await owner.PostAsync($"/api/v1/customers/{second}/merge", new { with = first })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await owner.PostAsync($"/api/v1/customers/{third}/merge", new { with = second })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        var profile = await owner.JsonAsync($"/api/v1/customers/{first}");
        ((string)profile["id"]!).ShouldBe($"{third}");
        profile["absorbed"]!.AsArray().Count.ShouldBe(2);
        (await owner.JsonAsync("/api/v1/customers?q=chain1@"))["customers"]!.AsArray().Select(one => (string)one!["id"]!).ShouldBe([$"{third}"]);
    }

    [Fact]
    public async Task The_page_shows_what_becomes_of_both_before_anything_is_done()
    {
        var account = await CustomerOfAsync(await RegisteredAsync("quim@example.test"));
        var guest = await PutAsync("Quim Guest", "quim.guest@example.test", "+34 688 111 222");
        var owner = await PageAsync();
        // Begun at the guest, it goes on at the account.
        (await owner.GetAsync($"/manage/customers/{guest}/merge?with={account}")).Headers.Location!.ToString().ShouldBe($"/manage/customers/{account}/merge?with={guest}");
        var path = $"/manage/customers/{account}/merge?with={guest}";
        (await (await owner.GetAsync(path)).Content.ReadAsStringAsync()).ShouldContain("688 111 222");
        (await platform.ScalarAsync<bool>("madrid", $"select merged_into is null from customers where id = '{guest}'")).ShouldBeTrue();

        var merged = await owner.SubmitAsync(path, $"/manage/customers/{account}/merge", new Dictionary<string, string>());
        merged.Headers.Location!.ToString().ShouldBe($"/manage/customers/{account}?done=merged");
        (await platform.ScalarAsync<Guid>("madrid", $"select merged_into from customers where id = '{guest}'")).ShouldBe(account);
    }

    private async Task<Visitor> OwnerAsync() => (await platform.InMadrid().SignInAsync("owner@madrid.test")).Visitor;

    private async Task<Visitor> PageAsync()
    {
        var owner = platform.Madrid();
        await owner.SignInAsync("owner@madrid.test", People.DemoPassword);
        return owner;
    }

    private async Task<Guid> RegisteredAsync(string email)
    {
        await platform.Madrid().RegisterAsync(email);
        await platform.SettleAsync();
        return await platform.ScalarAsync<Guid>("madrid", $"select id from users where email = '{email}'");
    }

    private Task<Guid> CustomerOfAsync(Guid account) => platform.ScalarAsync<Guid>("madrid", $"select id from customers where account_id = '{account}'");

    private async Task<Guid> BookedGuestAsync(string name, string time)
    {
        var player = platform.InMadrid();
        var booking = await player.HeldAsync(await player.SlotAsync("2026-11-25", time), name);
        (await player.ConfirmAsync(booking)).Status.ShouldBe(HttpStatusCode.OK);
        await platform.SettleAsync();
        return await platform.ScalarAsync<Guid>("madrid", $"select id from customers where email = '{name.ToLowerInvariant()}@example.test'");
    }

    private Task GroupsAsync() => platform.ExecuteAsync("madrid", """
        insert into customer_groups values ('member', '{"en":"Member"}', 0, 500, null), ('junior', '{"en":"Junior"}', 1, 500, null) on conflict do nothing
        """);

    private async Task<CustomerStanding> StandingAsync(Guid account)
    {
        await using var scope = platform.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentTenant>().Set(await platform.TenantAsync("madrid"));
        return await scope.ServiceProvider.GetRequiredService<ICustomers>().StandingAsync(account);
    }

    private async Task<Guid> PutAsync(string name, string? email, string? phone)
    {
        var id = Guid.CreateVersion7();
        await platform.ExecuteAsync("madrid", $"""
            insert into customers (id, name, email, phone, language, searched, created_at, updated_at)
            values ('{id}', '{name}', {(email is null ? "null" : $"'{email}'")}, {(phone is null ? "null" : $"'{phone}'")}, 'en', '{InTheClear.Searched(name, email, phone)}', now(), now())
            """);
        await platform.SealAsync("madrid");
        return id;
    }
}
