using Microsoft.EntityFrameworkCore;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Contracts.Venues;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Booking.Lessons;

/// <summary>A lesson of a course with what it is to be, and what was found about that.</summary>
internal sealed record WishedLesson(FoundLesson Found, LessonWish Wish, bool IsLeft)
{
    public LessonDate? Date { get; init; }

    public IReadOnlyList<CourseAlternative> Alternatives { get; init; } = [];

    public Guid Id => Found.Booking.Id;

    public bool Moves => !IsLeft && (Date!.Start != Found.Booking.StartsAt || Date.End != Found.Booking.EndsAt || Wish.CourtId != Found.Booking.CourtId || Wish.CoachId != Found.Lesson.CoachId);

    public DateTimeOffset End => Wish.Dates[0].Start.AddMinutes(Wish.Minutes);

    public CourseStep Tell(VenueCard venue, IReadOnlyList<AccountCard> coaches) => new(Id, Found.Booking.StartsAt, Date!, new CourseAlternative(
        Wish.CourtId, venue.Courts.FirstOrDefault(court => court.Id == Wish.CourtId)?.Name ?? "", Wish.CoachId, coaches.FirstOrDefault(coach => coach.Id == Wish.CoachId)?.FullName ?? Found.Lesson.CoachName), IsLeft)
    {
        Alternatives = Alternatives,
    };
}

/// <summary>Judges the lessons of a course that moves, all of them at once, and finds another court or coach for each that cannot be had.</summary>
internal sealed class CourseAlternatives(UnitOfWork work)
{
    private const int Most = 3;

    /// <summary>What is known of the hours of coaches.</summary>
    public async Task<Dictionary<Guid, CoachHours>> HoursAsync(IReadOnlyList<AccountCard> coaches, CancellationToken stop)
    {
        var ids = coaches.Select(coach => coach.Id).ToList();
        return await work.Model<BookingModel>().CoachHours.AsNoTracking().Where(kept => ids.Contains(kept.CoachId)).ToDictionaryAsync(kept => kept.CoachId, stop);
    }

    /// <summary>Inside the open unit of work: each with its date and, where it cannot be had, what else it could have.</summary>
    public async Task<List<WishedLesson>> JudgeAsync(VenueCard venue, List<WishedLesson> wished, IReadOnlyList<AccountCard> coaches, DateTimeOffset now, CancellationToken stop)
    {
        var hours = await HoursAsync(coaches, stop);
        var leaving = wished.Where(one => !one.IsLeft).Select(one => one.Id).ToArray();
        var judged = await EachAsync(venue, wished, hours, leaving, now, stop);
        // Two of them may want one court or one coach at their new times.
        for (var at = 1; at < judged.Count; at++)
            if (judged[at] is { IsLeft: false, Date.IsConflict: false } one && judged.Take(at).FirstOrDefault(other => Meet(one, other, venue)) is { } first)
                judged[at] = one with { Date = one.Date! with { State = first.Wish.CourtId == one.Wish.CourtId ? LessonDateState.CourtTaken : LessonDateState.CoachTaken } };

        var lost = judged.FindAll(one => one is { IsLeft: false, Date.IsConflict: true });
        var found = new Dictionary<Guid, List<CourseAlternative>>();
        foreach (var court in venue.Courts)
            await TryAsync(lost.Where(one => one.Date!.State is LessonDateState.CourtTaken or LessonDateState.CourtClosed).Select(one => one with { Wish = one.Wish with { CourtId = court.Id } }));
        foreach (var coach in coaches)
            await TryAsync(lost.Where(one => one.Date!.State is LessonDateState.CoachTaken or LessonDateState.CoachAway).Select(one => one with { Wish = one.Wish with { CoachId = coach.Id } }));
        return judged.ConvertAll(one => found.TryGetValue(one.Id, out var others) ? one with { Alternatives = [.. others.Take(Most)] } : one);

        async Task TryAsync(IEnumerable<WishedLesson> others)
        {
            foreach (var one in await EachAsync(venue, [.. others], hours, leaving, now, stop))
                if (!one.Date!.IsConflict && !judged.Exists(other => other.Id != one.Id && other.Date is { IsConflict: false } && Meet(one, other, venue)))
                    (found.TryGetValue(one.Id, out var kept) ? kept : found[one.Id] = []).Add(one.Tell(venue, coaches).To);
        }
    }

    private static bool Meet(WishedLesson one, WishedLesson other, VenueCard venue)
    {
        var pause = one.Wish.CourtId == other.Wish.CourtId ? venue.Rules.BufferMinutes : 0;
        return (one.Wish.CourtId == other.Wish.CourtId || one.Wish.CoachId == other.Wish.CoachId)
            && one.Wish.Dates[0].Start < other.End.AddMinutes(pause) && other.Wish.Dates[0].Start < one.End.AddMinutes(pause);
    }

    // Those of one court, coach and length in one statement, however many.
    private async Task<List<WishedLesson>> EachAsync(VenueCard venue, List<WishedLesson> wished, Dictionary<Guid, CoachHours> hours, Guid[] leaving, DateTimeOffset now, CancellationToken stop)
    {
        var dates = wished.Where(one => one.IsLeft).ToDictionary(one => one.Id, one => new LessonDate(one.Found.Booking.StartsAt, one.Found.Booking.EndsAt, LessonDateState.Free, false));
        foreach (var group in wished.Where(one => !one.IsLeft).GroupBy(one => (one.Wish.CourtId, one.Wish.CoachId, one.Wish.Minutes)))
        {
            var own = group.ToList();
            var wish = own[0].Wish with { Dates = own.ConvertAll(one => one.Wish.Dates[0]) };
            var judged = await LessonCalendar.JudgeAsync(work, venue, wish, hours.GetValueOrDefault(wish.CoachId), leaving, now, stop);
            for (var at = 0; at < own.Count; at++) dates[own[at].Id] = judged[at];
        }
        return wished.ConvertAll(one => one with { Date = dates[one.Id] });
    }
}
