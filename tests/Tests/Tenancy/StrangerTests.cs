using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.WebUtilities;
using PadelSaaS.Tests.House;

namespace PadelSaaS.Tests.Tenancy;

/// <summary>Papers and ids of one club, shown at another.</summary>
public sealed class StrangerTests(StrangerTests.TwoClubs clubs) : IClassFixture<StrangerTests.TwoClubs>
{
    public sealed class TwoClubs : PlatformFixture
    {
        internal Club Here { get; private set; } = null!;

        internal Club There { get; private set; } = null!;

        public override async Task InitializeAsync()
        {
            await base.InitializeAsync();
            Here = await Club.MakeAsync(this, "madrid");
            There = await Club.MakeAsync(this, "lahore");
        }
    }

    [Fact]
    public async Task A_token_of_another_club_is_401_on_every_route_of_the_api()
    {
        var asked = 0;
        foreach (var route in Route.Of(clubs).Where(route => route.IsApi && route.Door == "club" && route.Endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null))
        {
            var answer = await AskAsync(clubs.Madrid(), route, clubs.There.Token, clubs.Here);
            answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized, route.ToString());
            asked++;
        }
        asked.ShouldBeGreaterThan(8);
    }

    [Fact]
    public async Task A_token_whose_words_were_changed_is_401_at_both_clubs()
    {
        var (here, there) = (await clubs.TenantAsync("madrid"), await clubs.TenantAsync("lahore"));
        var claims = Decode(clubs.There.Token, 1);
        claims["tid"] = here.Id.ToString();
        var moved = claims.DeepClone();
        (moved["iss"], moved["aud"]) = ("http://madrid.localhost", "http://madrid.localhost");
        foreach (var forged in Forgeries(clubs.There.Token, claims).Concat(Forgeries(clubs.There.Token, moved)))
            foreach (var slug in new[] { "madrid", "lahore" })
            {
                var visitor = clubs.At($"{slug}.localhost");
                visitor.Token = forged;
                (await visitor.GetAsync("/api/v1/auth/me")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized, forged);
                (await visitor.GetAsync("/api/v1/venues")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized, forged);
            }
    }

    [Fact]
    public async Task A_refresh_token_of_another_club_is_refused_and_still_good_at_home()
    {
        (await clubs.Madrid().PostAsync("/api/v1/auth/refresh", new { refreshToken = clubs.There.RefreshToken })).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await clubs.Lahore().PostAsync("/api/v1/auth/refresh", new { refreshToken = clubs.There.RefreshToken })).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_cookie_of_another_club_signs_nobody_in()
    {
        var there = clubs.Lahore();
        (await there.SubmitAsync("/sign-in", "/sign-in", new Dictionary<string, string> { ["email"] = "desk@lahore.test", ["password"] = Club.Password })).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await there.GetAsync("/account")).StatusCode.ShouldBe(HttpStatusCode.OK);

        var here = clubs.Madrid();
        foreach (var (name, value) in there.Cookies) here.Cookies[name] = value;
        var answer = await here.GetAsync("/account");
        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        answer.Headers.Location!.ToString().ShouldStartWith("/sign-in");
    }

    [Fact]
    public async Task An_account_of_one_club_is_unknown_at_another()
    {
        (await clubs.Madrid().PostAsync("/api/v1/auth/login", new { email = "owner@lahore.test", password = Club.Password })).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Ids_of_another_club_are_404_on_every_route_that_takes_one()
    {
        var rowsBefore = await RowsAsync();
        var owner = clubs.Madrid();
        await owner.SubmitAsync("/sign-in", "/sign-in", new Dictionary<string, string> { ["email"] = "owner@madrid.test", ["password"] = Club.Password });
        var asked = 0;
        var wrong = new List<string>();
        foreach (var route in Route.Of(clubs).Where(route => route.Door == "club" && route.Ids.Any()))
        {
            var answer = await AskAsync(owner, route, route.IsApi ? clubs.Here.Token : null, clubs.There);
            // A page's form without its token is refused before anybody looks at the id.
            var refusals = route.Method == "POST" && !route.IsApi ? new[] { 400, 404 } : [404];
            // What only a coach may do is refused to an owner before anybody looks at the id.
            if (route.Needs == "coach.calendar") refusals = [403];
            if (!refusals.Contains((int)answer.StatusCode)) wrong.Add($"{(int)answer.StatusCode} {route}");
            var body = await answer.Content.ReadAsStringAsync();
            clubs.There.Marks.Where(mark => mark != clubs.There.Booking && mark != clubs.There.Venue && body.Contains(mark, StringComparison.OrdinalIgnoreCase)).ShouldBeEmpty(route.ToString());
            asked++;
        }
        wrong.ShouldBeEmpty();
        asked.ShouldBeGreaterThan(8);
        (await RowsAsync()).ShouldBe(rowsBefore);
    }

    [Fact]
    public async Task A_court_of_another_club_cannot_be_held()
    {
        var wish = new { courtId = clubs.There.Court, start = "2026-11-27T12:00:00Z", durationMinutes = 60, guest = new { name = "Gael", email = "gael@example.test" } };
        (await clubs.Madrid().PostAsync("/api/v1/bookings", wish)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_guests_key_opens_nothing_at_another_club()
    {
        var guest = clubs.Madrid();
        guest.Headers["X-Booking-Key"] = clubs.There.BookingKey;
        (await guest.GetAsync($"/api/v1/bookings/{clubs.There.Booking}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await guest.GetAsync($"/api/v1/bookings/{clubs.Here.Booking}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await guest.GetAsync($"/bookings/{clubs.Here.Booking}?key={clubs.There.BookingKey}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_tenant_named_in_query_body_or_header_is_ignored()
    {
        var there = await clubs.TenantAsync("lahore");
        foreach (var name in new[] { "tenant", "tenantId", "tid", "slug", "schema", "host", "search_path" })
            foreach (var value in new[] { there.Slug, there.Id.ToString(), there.Schema })
            {
                var visitor = clubs.Madrid();
                if (name != "host") visitor.Headers[name] = value;
                var venues = await (await visitor.GetAsync($"/api/v1/venues?{name}={value}")).Content.ReadAsStringAsync();
                venues.ShouldContain(clubs.Here.Venue);
                venues.ShouldNotContain(clubs.There.Venue);
            }
        var signIn = new { email = "owner@lahore.test", password = Club.Password, tenant = there.Slug, tenantId = there.Id, tid = there.Id };
        (await clubs.Madrid().PostAsync("/api/v1/auth/login", signIn)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    private static Task<HttpResponseMessage> AskAsync(Visitor visitor, Route route, string? token, Club ids)
    {
        visitor.Token = token;
        visitor.Headers["X-Booking-Key"] = ids.BookingKey;
        // An id stands for what its neighbour in the path says, else for a booking.
        var path = route.Filled(name => name is "date" or "from" ? "2026-12-24" : !route.Ids.Contains(name) ? null
            : name == "venueId" || route.Path.Contains("/venues/", StringComparison.Ordinal) ? ids.Venue
            : name == "courtId" || route.Path.Contains("/courts/", StringComparison.Ordinal) ? ids.Court
            : route.Path.StartsWith("/pay/", StringComparison.Ordinal) ? ids.Payment
            : ids.Booking);
        // A page of a series begins at one of its dates, which is an id and no date.
        var range = route.Path.StartsWith("/series/", StringComparison.Ordinal) ? "" : "&from=2026-11-26&to=2026-11-27";
        var request = new HttpRequestMessage(new HttpMethod(route.Method), $"{path}?date=2026-11-26&duration=60&revision=1{range}");
        // A body that is well formed for whatever is asked: only then is the refusal about the id.
        if (route.Method is "POST" or "PUT" or "PATCH") request.Content = route.Endpoint.Metadata.GetMetadata<IAcceptsMetadata>()?.ContentTypes.Contains("multipart/form-data") == true
            ? new MultipartFormDataContent { { new ByteArrayContent([1, 2, 3]), "photo", "photo.jpg" } }
            : route.IsApi
            ? JsonContent.Create(new
            {
                paymentMethod = "at_club",
                courtId = ids.Court,
                start = "2026-11-26T10:00:00Z",
                durationMinutes = 60,
                revision = 1,
                name = "Holiday",
                hours = Array.Empty<object>(),
                text = "A note",
                promoCode = new { code = "SUMMER", percentBasisPoints = 1000 },
                reason = "Asked for",
                amountMinor = 100,
                direction = "in",
                countedMinor = 0,
                way = "cash",
                reference = "R-1",
                fromDay = "2027-06-01",
                priceMinor = 1000,
                creditMinor = 1000,
                lotId = ids.Booking,
                pack = new { name = "Ten", priceMinor = 1000, creditMinor = 1000, active = true }
            })
            : new FormUrlEncodedContent([]);
        return visitor.SendAsync(request);
    }

    private Task<string> RowsAsync() => clubs.ScalarAsync<string>("lahore", "select (select jsonb_agg(b order by id) from bookings b)::text || (select jsonb_agg(p order by id) from payments p)::text");

    private static IEnumerable<string> Forgeries(string real, JsonNode claims)
    {
        var (header, parts) = (Decode(real, 0), real.Split('.'));
        using var stranger = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var none = header.DeepClone();
        none["alg"] = "none";
        var hmac = header.DeepClone();
        hmac["alg"] = "HS256";
        var own = header.DeepClone();
        var key = stranger.ExportParameters(false);
        own["jwk"] = new JsonObject { ["kty"] = "EC", ["crv"] = "P-256", ["x"] = WebEncoders.Base64UrlEncode(key.Q.X!), ["y"] = WebEncoders.Base64UrlEncode(key.Q.Y!) };

        yield return $"{parts[0]}.{Encode(claims)}.{parts[2]}";
        yield return $"{parts[0]}.{Encode(claims)}.";
        yield return $"{Encode(none)}.{Encode(claims)}.";
        foreach (var signed in new[] { $"{parts[0]}.{Encode(claims)}", $"{Encode(own)}.{Encode(claims)}" })
            yield return $"{signed}.{WebEncoders.Base64UrlEncode(stranger.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256))}";
        var weak = $"{Encode(hmac)}.{Encode(claims)}";
        yield return $"{weak}.{WebEncoders.Base64UrlEncode(HMACSHA256.HashData(Encoding.ASCII.GetBytes(parts[2]), Encoding.ASCII.GetBytes(weak)))}";
    }

    private static JsonNode Decode(string token, int part) => JsonNode.Parse(WebEncoders.Base64UrlDecode(token.Split('.')[part]))!;

    private static string Encode(JsonNode words) => WebEncoders.Base64UrlEncode(Encoding.UTF8.GetBytes(words.ToJsonString()));
}
