using Microsoft.Extensions.DependencyInjection;
using PadelSaaS.Booking.Days;
using PadelSaaS.Booking.Lessons;
using PadelSaaS.Booking.Reactions;
using PadelSaaS.Contracts.Booking;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Platform.Events;
using PadelSaaS.Platform.Http;
using PadelSaaS.Ui;

namespace PadelSaaS.Booking.UseCases.Lessons;

/// <summary>All there is about lessons.</summary>
internal static class LessonRoom
{
    public static void Add(IServiceCollection services, string service)
    {
        services.AddScoped<FindingLessons>().AddScoped<PlanningLessons>().AddScoped<CancellingLessons>().AddScoped<ChangingLessons>().AddScoped<MovingCourses>().AddScoped<CourseAlternatives>().AddScoped<MoveCourse>().AddScoped<LessonPlaces>().AddScoped<LessonDesk>().AddScoped<KeepingCoachHours>();
        services.AddTimer<DecideLesson>(service, DecideLesson.Name);
        services.AddTimer<FinishLesson>(service, FinishLesson.Name);
        services.AddReaction<LessonCancelled, WhenCourtFreed>(service);
        services.AddReaction<LessonMoved, WhenCourtFreed>(service);
        services.AddForgetting<LessonMoved>(fact => [.. Days(fact.From), .. Days(fact.Lesson)]);
        services.AddForgetting<LessonPlanned>(fact => Days(fact.Lesson));
        services.AddForgetting<LessonCancelled>(fact => Days(fact.Lesson));
        services.AddNavEntry(new NavEntry(Door.Club, "/lessons", "Lessons", "graduation-cap", 35, typeof(BookingWords)));
        services.AddNavEntry(new NavEntry(Door.Club, "/coach", "My lessons", "graduation-cap", 88, typeof(BookingWords), Ability.SeeCoachCalendar));
        services.AddNavEntry(new NavEntry(Door.Club, ShowCoachHours.Coaches, "Coaches", "graduation-cap", 97, typeof(BookingWords), Ability.ManageVenues, "/manage/venues"));
    }

    public static void Map(Doors doors)
    {
        PlanLessons.Map(doors);
        SeeLessons.Map(doors);
        ChangeLesson.Map(doors);
        MoveCourse.Map(doors);
        CoachCalendar.Map(doors);
        TakePlace.Map(doors);
        KeepCoachHours.Map(doors);
        ShowCoachHours.Map(doors);
        ShowLessons.Map(doors);
        LessonDesk.Map(doors);
    }

    private static IEnumerable<string> Days(BookedLesson lesson) => DayReader.TagsOf(lesson.Court.VenueId, lesson.Court.Start, lesson.Court.End);
}
