using System.Collections.Concurrent;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using PadelSaaS.Platform.Caching;
using PadelSaaS.Tests.House;

namespace PadelSaaS.Tests.Tenancy;

/// <summary>Two clubs' visitors side by side; every answer is searched for the other club.</summary>
internal static class Interleaving
{
    /// <summary>Asks and tells what was wrong: an answer that is not 200, lacks the club's own mark or carries the other's.</summary>
    /// <param name="forgetEvery">After how many requests memory is emptied, so that answers come from the database.</param>
    public static async Task<IReadOnlyCollection<string>> RunAsync(PlatformFixture platform, Club one, Club other, int requests, int parallel, int forgetEvery)
    {
        var wrong = new ConcurrentQueue<string>();
        var cached = platform.Services.GetRequiredService<Cached>();
        await Parallel.ForAsync(0, requests, new ParallelOptions { MaxDegreeOfParallelism = parallel }, async (at, _) =>
        {
            if (at % forgetEvery == 0) cached.DropAll();
            var (mine, theirs) = at % 2 == 0 ? (one, other) : (other, one);
            var (path, mark) = Question(mine, at / 2);
            var visitor = mine.Visitor(platform);
            if (path.EndsWith("/me", StringComparison.Ordinal)) visitor.Token = mine.Token;
            visitor.Headers["X-Booking-Key"] = mine.BookingKey;
            using var answer = await visitor.GetAsync(path);
            var body = await answer.Content.ReadAsStringAsync(CancellationToken.None);
            if (answer.StatusCode != HttpStatusCode.OK) wrong.Enqueue($"{mine.Slug} {path}: {answer.StatusCode} {body}");
            else if (!body.Contains(mark, StringComparison.Ordinal)) wrong.Enqueue($"{mine.Slug} {path} lacks {mark}: {body}");
            foreach (var leak in theirs.Marks.Where(leak => body.Contains(leak, StringComparison.OrdinalIgnoreCase))) wrong.Enqueue($"{mine.Slug} {path} tells {theirs.Slug}'s {leak}");
        });
        return wrong;
    }

    private static (string Path, string Mark) Question(Club club, int at) => (at % 5) switch
    {
        0 => ("/api/v1/venues", club.Venue),
        1 => ($"/api/v1/venues/{club.Venue}", club.Court),
        2 => ($"/api/v1/venues/{club.Venue}/availability?date=2026-11-{25 + (at % 3)}&duration={60 + (at % 2 * 30)}", club.Court),
        3 => ($"/api/v1/bookings/{club.Booking}", club.Booking),
        _ => ("/api/v1/auth/me", club.Account),
    };
}
