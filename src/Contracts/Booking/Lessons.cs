namespace PadelSaaS.Contracts.Booking;

/// <summary>A lesson as every fact about it tells it.</summary>
/// <param name="Court">When and where. The booker is the coach and has no address here; the price is that of one place.</param>
public sealed record BookedLesson(Guid LessonId, string Title, string CoachName, Guid CoachId, BookedCourt Court);

/// <summary>Somebody who has a place in a lesson.</summary>
/// <param name="Link">Path of the page of their place, with the guest's key where there is no account.</param>
public sealed record LessonPupil(Guid PlaceId, Booker Booker, string Link);

/// <summary>A lesson was put into the calendar: its court is taken.</summary>
public sealed record LessonPlanned(BookedLesson Lesson) : IFact
{
    /// <inheritdoc/>
    public Guid Aggregate => Lesson.LessonId;
}

/// <summary>A lesson has another court, time or coach. Who has a place keeps it.</summary>
/// <param name="From">The lesson as it was.</param>
public sealed record LessonMoved(BookedLesson From, BookedLesson Lesson, IReadOnlyList<LessonPupil> Pupils, string? Reason) : IFact
{
    /// <summary>The act by which several lessons moved at once: pupils hear of all of them in one message (<see cref="CourseMoved"/>).</summary>
    public Guid? PartOf { get; init; }

    /// <inheritdoc/>
    public Guid Aggregate => Lesson.LessonId;
}

/// <summary>Lessons of a course moved together. Each also tells a <see cref="LessonMoved"/> of its own.</summary>
/// <param name="Act">This time; it names the occasion.</param>
/// <param name="Pupils">Everybody who has a place in one of them, each once.</param>
public sealed record CourseMoved(Guid CourseId, Guid Act, Guid VenueId, string Title, IReadOnlyList<MovedCoursePupil> Pupils, string? Reason) : IFact
{
    /// <inheritdoc/>
    public Guid Aggregate => CourseId;
}

/// <summary>Somebody with all their places in lessons that moved together, in order.</summary>
public sealed record MovedCoursePupil(Booker Booker, IReadOnlyList<MovedCoursePlace> Places);

/// <summary>A place in one of them.</summary>
/// <param name="From">The lesson as it was.</param>
/// <param name="Link">Path of its page, with the guest's key where there is no account.</param>
public sealed record MovedCoursePlace(Guid PlaceId, BookedLesson From, BookedLesson Lesson, string Link);

/// <summary>A lesson does not take place: its court is free again.</summary>
/// <param name="Pupils">Who had a place.</param>
/// <param name="CancelledBy"><c>staff</c>, or <c>too_few</c> when not enough had come together at the deadline.</param>
public sealed record LessonCancelled(BookedLesson Lesson, IReadOnlyList<LessonPupil> Pupils, string CancelledBy, string? Reason) : IFact
{
    /// <summary>The act by which several lessons were called off at once: pupils hear of all of them in one message (<see cref="CourseCancelled"/>).</summary>
    public Guid? PartOf { get; init; }

    /// <inheritdoc/>
    public Guid Aggregate => Lesson.LessonId;
}

/// <summary>Somebody took a place in a lesson.</summary>
/// <param name="DecidedAt">Until when it can be given back, and when it is decided whether the lesson takes place.</param>
/// <param name="Least">With how many pupils it takes place.</param>
public sealed record LessonPlaceBooked(BookedLesson Lesson, LessonPupil Pupil, DateTimeOffset DecidedAt, int Least) : IFact
{
    /// <inheritdoc/>
    public Guid Aggregate => Pupil.PlaceId;
}

/// <summary>All lessons of a course that were still to come do not take place. Each also tells a <see cref="LessonCancelled"/> of its own.</summary>
/// <param name="Act">This time; it names the occasion.</param>
/// <param name="Pupils">Everybody who had a place in one of them, each once.</param>
public sealed record CourseCancelled(Guid CourseId, Guid Act, Guid VenueId, string Title, string CoachName, IReadOnlyList<CoursePupil> Pupils, string? Reason) : IFact
{
    /// <inheritdoc/>
    public Guid Aggregate => CourseId;
}

/// <summary>Somebody with all their places in lessons that were called off together, in order.</summary>
public sealed record CoursePupil(Booker Booker, IReadOnlyList<CoursePlace> Places);

/// <summary>A place in one of them.</summary>
/// <param name="Link">Path of its page, with the guest's key where there is no account.</param>
public sealed record CoursePlace(Guid PlaceId, BookedLesson Lesson, string Link);
