using System.Net;
using PadelSaaS.Tests.Booking.Limits;
using PadelSaaS.Tests.House;
using PadelSaaS.Tests.Notifications;

namespace PadelSaaS.Tests.Booking.Transfers;

/// <summary>A booking goes from one player to another: only when that one says yes, once, and the old key opens it no more.</summary>
public sealed class TransferTests(PlatformFixture platform) : IClassFixture<PlatformFixture>
{
    [Fact]
    public async Task A_booking_changes_hands_with_what_was_agreed_and_the_old_key_opens_it_no_more()
    {
        var (olga, id) = await BookedAsync("2026-12-01", "10:00", "Olga");
        var oldKey = olga.Visitor.Headers["X-Booking-Key"];
        foreach (var friend in (string[])["mia@example.test", "nina@example.test"]) (await olga.PostAsync($"/api/v1/bookings/{id}/participants", new { email = friend })).Status.ShouldBe(HttpStatusCode.Created);
        var agreed = await AgreedAsync(id);
        var share = (string)(await olga.PostAsync($"/api/v1/bookings/{id}/share", new { })).Json["link"]!;
        (await OfferAsync(olga, id, "OLGA@example.test")).Slug.ShouldBe("own_address");
        (await OfferAsync(olga, id, "nobody")).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await OfferAsync(olga, id, "nina@example.test")).Status.ShouldBe(HttpStatusCode.Created);
        (await OfferAsync(olga, id, "other@example.test")).Slug.ShouldBe("already_offered");
        await platform.SettleAsync();
        (await platform.CountAsync("nina@example.test", "Olga offers you a booking")).ShouldBe(1);
        var link = await LinkAsync("nina@example.test");

        // Nobody else's: another club, a wrong key, the key of the booking.
        (await platform.Lahore().GetAsync(link)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        foreach (var key in (string[])["", "AAAAAAAAAAAAAAAAAAAAAA", oldKey]) (await platform.Madrid().GetAsync($"{link.Split('?')[0]}?key={key}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        var nina = platform.Madrid();
        (await (await nina.GetAsync(link)).Content.ReadAsStringAsync()).ShouldContain("Do you want this booking?");
        (await AnswerAsync(nina, link, "accept")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await olga.StatusAsync(id)).ShouldBe("confirmed");

        var taken = await AnswerAsync(nina, link, "accept", "Nina");
        taken.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var theirs = taken.Headers.Location!.ToString();
        theirs.ShouldNotContain(oldKey);
        (await (await nina.GetAsync(theirs)).Content.ReadAsStringAsync()).ShouldContain("for Nina");
        (await (await nina.GetAsync("/my/bookings")).Content.ReadAsStringAsync()).ShouldContain(theirs.Split("key=")[1]);
        var again = platform.InMadrid();
        again.Visitor.Headers["X-Booking-Key"] = link.Split("key=")[1];
        ((string)(await again.PostAsync($"/api/v1{link.Split('?')[0]}/accept", new { name = "Nina" })).Json["accessKey"]!).ShouldBe(theirs.Split("key=")[1]);

        (await olga.SeeAsync(id)).Status.ShouldBe(HttpStatusCode.NotFound);
        (await olga.CancelAsync(id)).Status.ShouldBe(HttpStatusCode.NotFound);
        (await OfferAsync(olga, id, "again@example.test")).Status.ShouldBe(HttpStatusCode.NotFound);
        foreach (var page in (string[])["", "/cancel", "/change", "/calendar.ics", "/qr.svg"]) (await platform.Madrid().GetAsync($"/bookings/{id}{page}?key={oldKey}")).StatusCode.ShouldBe(HttpStatusCode.NotFound, page);

        (await platform.Madrid().GetAsync(share)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await AgreedAsync(id)).ShouldBe(agreed);
        (await platform.ScalarAsync<long>("madrid", $"select count(*) from booking_history where booking_id = '{id}' and act = 'transferred'")).ShouldBe(1);
        var owner = platform.InMadrid();
        owner.Visitor.Headers["X-Booking-Key"] = theirs.Split("key=")[1];
        var people = (await owner.Visitor.JsonAsync($"/api/v1/bookings/{id}/participants"))["participants"]!.AsArray();
        people.Select(one => (string)one!["email"]!).ShouldBe(["nina@example.test", "mia@example.test"]);
        await platform.SettleAsync();
        (await platform.CountAsync("nina@example.test", "Yours now")).ShouldBe(1);
        (await platform.CountAsync("olga@example.test", "Handed over")).ShouldBe(1);

        // What happens from now on is told to the new player only.
        var before = await platform.CountAsync("olga@example.test", "");
        (await owner.CancelAsync(id)).Status.ShouldBe(HttpStatusCode.OK);
        await platform.SettleAsync();
        (await platform.CountAsync("olga@example.test", "")).ShouldBe(before);
        (await platform.ScalarAsync<long>("madrid", "select count(*) from notification_logs where type = 'email' and recipient = 'nina@example.test' and template = 'booking_cancelled'")).ShouldBe(1);
    }

    [Fact]
    public async Task Of_taking_it_and_cancelling_it_at_once_exactly_one_happens()
    {
        for (var round = 0; round < 8; round++)
        {
            var (player, id) = await BookedAsync("2026-12-02", $"{9 + round:00}:00", $"Race{round}", 60);
            var receiver = await OfferedAsync(player, id, $"racer{round}@example.test");
            var answers = await Task.WhenAll(receiver.PostAsync($"/api/v1/transfers/{receiver.Id}/accept", new { name = "Racer" }), player.CancelAsync(id));

            answers.Count(answer => answer.Status == HttpStatusCode.OK).ShouldBe(1, $"{answers[0].Body} {answers[1].Body}");
            var wasTaken = answers[0].Status == HttpStatusCode.OK;
            if (wasTaken) answers[1].Status.ShouldBe(HttpStatusCode.NotFound);
            else answers[0].Slug.ShouldBe("transfer_over");
            (await platform.ScalarAsync<string>("madrid", $"select status || ' ' || key_turn from bookings where id = '{id}'")).ShouldBe(wasTaken ? "confirmed 1" : "cancelled 0");
            (await platform.FactsAsync("BOOKING_TRANSFERRED", id) + await platform.FactsAsync("BOOKING_CANCELLED", id)).ShouldBe(1);
        }
    }

    [Fact]
    public async Task Taking_it_many_times_at_once_is_taking_it_once()
    {
        var (player, id) = await BookedAsync("2026-12-03", "10:00", "Once");
        var receiver = await OfferedAsync(player, id, "many@example.test");
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => receiver.PostAsync($"/api/v1/transfers/{receiver.Id}/accept", new { name = "Many" })));
        answers.ShouldAllBe(answer => answer.Status == HttpStatusCode.OK);
        answers.Select(answer => (string)answer.Json["accessKey"]!).Distinct().Count().ShouldBe(1);
        (await platform.FactsAsync("BOOKING_TRANSFERRED", id)).ShouldBe(1);
        (await platform.ScalarAsync<int>("madrid", $"select key_turn from bookings where id = '{id}'")).ShouldBe(1);
    }

    [Fact]
    public async Task Hard_case_14_the_limits_of_whoever_takes_it_hold_also_for_two_offers_at_once()
    {
        await platform.AgreeAsync("""{ "limits": { "activeAhead": 1 } }""");
        var own = platform.InMadrid();
        var theirs = await own.HeldAsync(await own.SlotAsync("2026-12-04", "20:00"), "Full");
        var offers = new List<Receiver>();
        foreach (var (time, name) in new[] { ("10:00", "GiverA"), ("13:00", "GiverB") })
        {
            var (player, id) = await BookedAsync("2026-12-04", time, name);
            offers.Add(await OfferedAsync(player, id, "full@example.test"));
        }
        var refused = await offers[0].PostAsync($"/api/v1/transfers/{offers[0].Id}/accept", new { name = "Full" });
        (refused.Slug, (int)refused.Json["limit"]!).ShouldBe(("too_many_ahead", 1));

        (await own.CancelAsync(theirs)).Status.ShouldBe(HttpStatusCode.OK);
        var answers = await Task.WhenAll(offers.Select(offer => offer.PostAsync($"/api/v1/transfers/{offer.Id}/accept", new { name = "Full" })));
        answers.Count(answer => answer.Status == HttpStatusCode.OK).ShouldBe(1);
        answers.Single(answer => answer.Status != HttpStatusCode.OK).Slug.ShouldBe("too_many_ahead");
        await platform.AgreeAsync("{}");
    }

    [Fact]
    public async Task An_offer_is_taken_back_declined_and_ends_by_itself_and_the_booking_stays_whose_it_is()
    {
        var (player, id) = await BookedAsync("2026-12-06", "10:00", "Keeper");
        var receiver = await OfferedAsync(player, id, "first@example.test");
        (await WithdrawAsync()).ShouldBe(HttpStatusCode.NoContent);
        (await WithdrawAsync()).ShouldBe(HttpStatusCode.NoContent);
        await OverAsync(receiver);
        (await (await platform.Madrid().GetAsync(receiver.Link)).Content.ReadAsStringAsync()).ShouldContain("This offer is over");
        (await (await platform.Madrid().GetAsync(receiver.Link)).Content.ReadAsStringAsync()).ShouldNotContain("Keeper");

        receiver = await OfferedAsync(player, id, "second@example.test");
        foreach (var _ in (int[])[1, 2]) (await receiver.PostAsync($"/api/v1/transfers/{receiver.Id}/decline", new { })).Status.ShouldBe(HttpStatusCode.NoContent);
        await OverAsync(receiver);
        await platform.SettleAsync();
        (await platform.CountAsync("keeper@example.test", "Not taken")).ShouldBe(1);

        receiver = await OfferedAsync(player, id, "third@example.test");
        platform.Clock.Advance(TimeSpan.FromHours(24) - TimeSpan.FromSeconds(1));
        ((string)(await SeeAsync(receiver))["state"]!).ShouldBe("open");
        (await OfferAsync(player, id, "fourth@example.test")).Slug.ShouldBe("already_offered");
        platform.Clock.Advance(TimeSpan.FromSeconds(1));
        ((string)(await SeeAsync(receiver))["state"]!).ShouldBe("ended");
        await OverAsync(receiver);
        foreach (var email in (string[])["fourth@example.test", "fifth@example.test"])
        {
            (await OfferAsync(player, id, email)).Status.ShouldBe(HttpStatusCode.Created);
            (await WithdrawAsync()).ShouldBe(HttpStatusCode.NoContent);
        }
        (await OfferAsync(player, id, "sixth@example.test")).Slug.ShouldBe("offered_too_often");
        (await player.StatusAsync(id)).ShouldBe("confirmed");

        async Task<HttpStatusCode> WithdrawAsync()
        {
            using var request = new HttpRequestMessage(HttpMethod.Delete, $"/api/v1/bookings/{id}/transfer");
            return (await player.Visitor.SendAsync(request)).StatusCode;
        }

        static async Task OverAsync(Receiver receiver) => (await receiver.PostAsync($"/api/v1/transfers/{receiver.Id}/accept", new { name = "Late" })).Slug.ShouldBe("transfer_over");

        static Task<System.Text.Json.Nodes.JsonNode> SeeAsync(Receiver receiver) => receiver.Player.Visitor.JsonAsync($"/api/v1/transfers/{receiver.Id}");
    }

    [Fact]
    public async Task An_account_gets_a_guests_booking_and_gives_it_on_and_holds_and_series_stay()
    {
        var (guest, id) = await BookedAsync("2026-12-07", "10:00", "Guest");
        var toAccount = await OfferedAsync(guest, id, "somewhere@example.test");
        var paula = await platform.InMadrid().SignInAsync("player@madrid.test");
        paula.Visitor.Headers["X-Booking-Key"] = toAccount.Key;
        var taken = await paula.PostAsync($"/api/v1/transfers/{toAccount.Id}/accept", new { });
        taken.Status.ShouldBe(HttpStatusCode.OK, taken.Body);
        taken.Json["accessKey"].ShouldBeNull();
        paula.Visitor.Headers.Remove("X-Booking-Key");
        (await paula.StatusAsync(id)).ShouldBe("confirmed");

        var onward = await OfferedAsync(paula, id, "onward@example.test");
        (await onward.PostAsync($"/api/v1/transfers/{onward.Id}/accept", new { name = "Onward" })).Status.ShouldBe(HttpStatusCode.OK);
        (await paula.SeeAsync(id)).Status.ShouldBe(HttpStatusCode.NotFound);
        // Who had it in between is shown nothing of whose it is now.
        var between = await toAccount.Player.Visitor.JsonAsync($"/api/v1/transfers/{toAccount.Id}");
        ((string)between["state"]!, between["booking"]).ShouldBe(("accepted", null));
        (await toAccount.PostAsync($"/api/v1/transfers/{toAccount.Id}/accept", new { name = "Back" })).Slug.ShouldBe("transfer_over");

        var held = platform.InMadrid();
        (await OfferAsync(held, await held.HeldAsync(await held.SlotAsync("2026-12-07", "14:00"), "Held"), "x@example.test")).Slug.ShouldBe("not_transferable");
    }

    [Fact]
    public async Task What_a_guest_booked_on_a_device_leaves_its_list_when_it_is_handed_over()
    {
        var visitor = platform.Madrid();
        var slot = await platform.InMadrid().SlotAsync("2026-12-05", "10:00");
        var details = $"/book/details?court={slot.CourtId}&start={slot.Start.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}&duration=90";
        var booking = (await visitor.SubmitAsync(details, "/book/details", new Dictionary<string, string> { ["name"] = "Device", ["email"] = "device@example.test", ["phone"] = "+34 600 000 000" })).Headers.Location!.ToString();
        await visitor.SubmitAsync(booking, booking.Split('?')[0] + "/pay", new Dictionary<string, string> { ["method"] = "at_club" });
        var id = booking.Split('/', '?')[2];
        (await (await visitor.GetAsync("/my/bookings")).Content.ReadAsStringAsync()).ShouldContain(id);
        var wrong = await visitor.SubmitAsync(booking, $"/bookings/{id}/transfer", new Dictionary<string, string> { ["do"] = "offer", ["email"] = "nobody" });
        wrong.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await wrong.Content.ReadAsStringAsync()).ShouldContain("value=\"nobody\"");
        (await visitor.SubmitAsync(booking, $"/bookings/{id}/transfer", new Dictionary<string, string> { ["do"] = "offer", ["email"] = "heir@example.test" })).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await (await visitor.GetAsync(booking)).Content.ReadAsStringAsync()).ShouldContain("heir@example.test can take this booking over until");

        await platform.SettleAsync();
        var link = await LinkAsync("heir@example.test");
        (await AnswerAsync(platform.Madrid(), link, "accept", "Heir")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await (await visitor.GetAsync("/my/bookings")).Content.ReadAsStringAsync()).ShouldNotContain(id);
    }

    private sealed record Receiver(Player Player, Guid Id, string Link)
    {
        public string Key => Link.Split("key=")[1];

        public Task<Answer> PostAsync(string path, object body) => Player.PostAsync(path, body);
    }

    private async Task<(Player Player, Guid Id)> BookedAsync(string date, string time, string name, int minutes = 90)
    {
        var player = platform.InMadrid();
        return (player, await MoveTests.ConfirmedAsync(player, await player.SlotAsync(date, time, minutes), name));
    }

    private async Task<Receiver> OfferedAsync(Player player, Guid id, string email)
    {
        var offered = await OfferAsync(player, id, email);
        offered.Status.ShouldBe(HttpStatusCode.Created, offered.Body);
        await platform.SettleAsync();
        var link = await LinkAsync(email, id);
        var receiver = platform.InMadrid();
        receiver.Visitor.Headers["X-Booking-Key"] = link.Split("key=")[1];
        return new Receiver(receiver, (Guid)offered.Json["id"]!, link);
    }

    private static Task<Answer> OfferAsync(Player player, Guid id, string email) => player.PostAsync($"/api/v1/bookings/{id}/transfer", new { email });

    private static Task<HttpResponseMessage> AnswerAsync(Visitor visitor, string link, string answer, string name = "") =>
        visitor.SubmitAsync(link, link.Split('?')[0], new Dictionary<string, string> { ["answer"] = answer, ["name"] = name });

    private Task<string> AgreedAsync(Guid id) => platform.ScalarAsync<string>(
        "madrid", $"select concat(total_amount_minor, paid_minor, price_lines, cancellation_tiers, terms, price_basis, payment_method, created_at, court_id, starts_at) from bookings where id = '{id}'");

    private async Task<string> LinkAsync(string email, Guid? booking = null)
    {
        var about = booking is null ? "" : $" and booking_id = '{booking}'";
        var text = await platform.ScalarAsync<string>("madrid", $"select content from notification_logs where type = 'email' and recipient = '{email}' and template = 'transfer_offered'{about} order by created_at desc limit 1");
        var from = text.IndexOf("/transfers/", StringComparison.Ordinal);
        return text[from..text.IndexOf('\n', from)].Trim();
    }
}
