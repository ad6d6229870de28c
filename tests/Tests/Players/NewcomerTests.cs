using System.Net;
using PadelSaaS.Tests.Booking;
using PadelSaaS.Tests.House;
using PadelSaaS.Tests.Identity;

namespace PadelSaaS.Tests.Players;

public sealed class NewcomerTests(PlatformFixture platform) : IClassFixture<PlatformFixture>
{
    [Fact]
    public async Task Who_opens_an_account_is_a_customer_once()
    {
        await platform.Madrid().RegisterAsync("nina@example.test");
        await platform.SettleAsync();
        (await CountAsync("email = 'nina@example.test' and account_id is not null and name = 'Ana Gil'")).ShouldBe(1);
    }

    [Fact]
    public async Task A_guest_is_one_customer_however_they_write_their_address()
    {
        var player = platform.InMadrid();
        foreach (var (name, time) in new[] { ("Gora", "10:00"), ("GORA", "12:00") })
        {
            var id = await player.HeldAsync(await player.SlotAsync(await TomorrowAsync(), time), name);
            (await player.ConfirmAsync(id)).Status.ShouldBe(HttpStatusCode.OK);
        }
        await platform.SettleAsync();
        (await CountAsync("lower(email) = 'gora@example.test' and account_id is null")).ShouldBe(1);
    }

    [Fact]
    public async Task A_guest_who_types_an_accounts_address_stays_another_customer()
    {
        await platform.Madrid().RegisterAsync("vera@example.test");
        var player = platform.InMadrid();
        var id = await player.HeldAsync(await player.SlotAsync(await TomorrowAsync(), "16:00"), "Vera");
        (await player.ConfirmAsync(id)).Status.ShouldBe(HttpStatusCode.OK);
        await platform.SettleAsync();
        (await CountAsync("lower(email) = 'vera@example.test' and account_id is null")).ShouldBe(1);
        (await CountAsync("lower(email) = 'vera@example.test' and account_id is not null")).ShouldBe(1);
    }

    [Fact]
    public async Task A_new_name_in_the_account_is_the_customers_too()
    {
        var visitor = platform.Madrid();
        await visitor.RegisterAsync("otto@example.test");
        await visitor.SignInAsync("otto@example.test", People.Password);
        var saved = await visitor.SubmitAsync("/account", "/account", new Dictionary<string, string> { ["firstName"] = "Ötto", ["lastName"] = "Núñez", ["phone"] = "+34 600 999 888", ["language"] = "en" });
        saved.StatusCode.ShouldBe(HttpStatusCode.Redirect, await saved.Content.ReadAsStringAsync());
        await platform.SettleAsync();
        (await CountAsync("name = 'Ötto Núñez' and phone is null and phone_sealed is not null and searched = 'otto nunez otto@example.test'")).ShouldBe(1);
    }

    private Task<long> CountAsync(string where) => platform.ScalarAsync<long>("madrid", $"select count(*) from customers where {where}");

    private async Task<string> TomorrowAsync() => (await platform.ScalarAsync<string>("madrid", $"select to_char(timestamptz '{platform.Clock.GetUtcNow():O}' at time zone 'Europe/Madrid' + interval '1 day', 'YYYY-MM-DD')"))!;
}
